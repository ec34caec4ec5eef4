import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { trees } from "./support/build.ts";
import { openSite } from "./support/site.ts";

const { read } = openSite();

describe("whoever looks around", () => {
  test("reads coloured code, without JavaScript and behind a link", async () => {
    const plain = await read({ javaScriptEnabled: false });
    await plain.page.goto("/docs/get-started");
    const tokens = await plain.page.locator("main .token").count();
    expect(tokens).toBeGreaterThan(100);

    const { page, complaints } = await read();
    await page.goto("/docs/changelog");
    await page.getByRole("link", { name: "Get started" }).first().click();
    await expect.poll(() => page.locator("main .token").count()).toBe(tokens);
    expect(complaints).toEqual([]);
  });

  test("types into the search before it is there, and is led to the page", async () => {
    const { page, complaints } = await read();
    await page.goto("/docs/changelog");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("rssi");
    await page.getByText("Metering data").first().waitFor();
    expect(await page.locator(".navbar__search-input").inputValue()).toBe("rssi");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/docs/messages/up/data**");
    expect(complaints).toEqual([]);
  });

  test("finds what the search knows", async () => {
    const { page, complaints } = await read();
    await page.goto("/search?q=rssi");
    await page.getByRole("link", { name: "Members" }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  test("opens the menu of a phone, and closes it", async () => {
    const { page, complaints } = await read({ width: 390 });
    await page.goto("/docs/messages/up/data");
    await page.getByRole("button", { name: "Toggle navigation bar" }).click();
    const link = page.getByRole("link", { name: "up/status" });
    await expect.poll(() => link.first().isVisible()).toBe(true);
    await page.getByRole("button", { name: "Close navigation bar" }).click();
    await expect.poll(() => link.first().isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe("the first scripts of a page", () => {
  test("bring neither the search nor the grammars of code", () => {
    const html = readFileSync(path.join(trees.public, "index.html"), "utf8");
    const scripts = [...html.matchAll(/<script src="?\/(assets\/js\/[^"\s>]+)/g)].map(([, file = ""]) =>
      readFileSync(path.join(trees.public, file), "utf8"),
    );
    expect(scripts.length).toBeGreaterThan(1);
    expect(scripts.join("").match(/lunr\.|languages\.insertBefore/g)).toBeNull();
  });
});
