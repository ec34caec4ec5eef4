import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumPath } from "wirebook-test/support/chromium";
import { freePort } from "wirebook-test/support/free-port";
import { publicFiles, published } from "./published.ts";
import { running } from "./running.ts";

const code = "document.body.append('ran')";
const hash = "'sha256-qHWo23DTBfUKn1RtpMOv4GPi2wqZFmyF2aYSMPJew8U='";

test("an inline handler runs in Chromium with its hash in the settings, as the server advises, and without it does not", async () => {
  const site = await published("policy");
  await site.publish({
    public: {
      ...publicFiles,
      "docs/handler.html": `<body><button onclick="${code}">Run</button></body>`,
    },
  });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
  const ran = async (csp: Record<string, string[]>) => {
    const port = await freePort();
    const server = await running(site.dir, { url: `http://localhost:${port}`, listen: { port }, csp });
    const page = await browser.newPage();
    await page.goto(`http://localhost:${port}/docs/handler`);
    await page.getByRole("button").click();
    const text = await page.locator("body").textContent();
    const advice = server.log.find((line) => line.includes("pages ask for"));
    await page.close();
    await server.stop();
    return [text, advice?.includes(hash) ?? false];
  };
  try {
    expect(await ran({})).toEqual(["Run", true]);
    expect(await ran({ "script-src": ["'unsafe-hashes'", hash] })).toEqual(["Runran", false]);
  } finally {
    await browser.close();
  }
});
