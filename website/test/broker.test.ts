/** The page on which a broker is set up: a form, and the files that come of it. */
import axe from "axe-core";
import { expect, test } from "vitest";
import { openSite } from "./support/site.ts";

const { read } = openSite();
const PAGE = "/docs/guides/set-up-a-broker";

test("shows the files of what is filled in, by keyboard alone, and sends nothing", async () => {
  const { page, complaints } = await read({});
  await page.goto(PAGE, { waitUntil: "load" });
  const files = page.getByRole("region", { name: "Files" });
  await files.getByText("One file.").waitFor();
  const asked: string[] = [];
  page.on("request", (request) =>
    asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`),
  );

  await page.getByRole("group", { name: "Encryption" }).getByLabel("none").focus();
  await page.keyboard.press("ArrowDown");
  await files.getByText("nobody could come in").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("urn:dev:mac:70b3d5e050020901");
  await files.getByText("without a colon").waitFor();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("70b3d5e050020901");
  await page.getByRole("button", { name: "Make a key" }).press("Enter");
  await expect.poll(() => files.getByText(/^70b3d5e050020901:[0-9a-f]{64}/).count()).toBe(1);

  await page.getByLabel("user and password").check();
  await page.getByLabel("User", { exact: true }).fill("house");
  await page.getByLabel("Password", { exact: true }).fill("correct horse");
  await expect.poll(() => files.getByText(/^house:\$7\$1000\$/).count()).toBe(1);
  await page.getByLabel("Devices").fill("70b3d5e050020901");
  await files.getByText("user urn:dev:mac:70b3d5e050020901").first().waitFor();
  // Nor is it in the document anywhere: the field alone knows it.
  expect(await page.content()).not.toContain("correct horse");

  const saved = page.waitForEvent("download");
  await files.getByRole("button", { name: "Save passwords" }).press("Enter");
  expect((await saved).suggestedFilename()).toBe("passwords");
  // Pages that may come next are fetched ahead, as they are.
  expect(asked.filter((request) => !/^GET (?:blob:|[^?]*\.(?:js|css) $)/.test(request))).toEqual([]);
  expect(complaints).toEqual([]);
});

test.each([
  ["in light", false, 1280],
  ["in the dark", true, 1280],
  ["on a phone", false, 390],
  ["on a phone in the dark", true, 390],
])("%s it has no accessibility fault, and no line that leaves the page", async (_, dark, width) => {
  const { page, complaints } = await read({ dark });
  await page.setViewportSize({ width, height: 844 });
  await page.goto(PAGE, { waitUntil: "load" });
  await page.getByRole("group", { name: "Encryption" }).getByLabel("certificates").check();
  await page.getByRole("group", { name: "Who a client is" }).getByLabel("CN of its certificate").check();
  await page.getByLabel("CN", { exact: true }).fill("Data collector");
  await page.getByRole("button", { name: "Save acl" }).waitFor();
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof import("axe-core") }).axe.run();
    return found.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3)}`);
  });
  expect(violations).toEqual([]);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  expect(complaints).toEqual([]);
});
