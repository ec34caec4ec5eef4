import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { messages } from "@wirebook/schemas";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPath } from "./checks/browser.ts";

/** As strict as the draft gate's: scripts of the page's own origin, and none made from text. */
const POLICY = "default-src 'none'; script-src 'self'";

const samples = messages.flatMap((message) =>
  message.examples.map(({ json }) => ({
    name: message.name,
    hex: Buffer.from(message.encode(message.fromJson(json))).toString("hex"),
    text: message.transcode(message.encode(message.fromJson(json))),
  })),
);

/** Reads each sample and each sample cut short, and tells what came of it. */
const app = `
  import { messages } from "@wirebook/schemas/compiled";
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
  globalThis.run = (samples) => samples.map(({ name, hex }) => {
    const message = messages.find((one) => one.name === name);
    const payload = bytes(hex);
    return {
      engine: message.engine,
      text: message.transcode(payload),
      again: [...message.encode(message.decode(payload))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
      cut: message.safeDecode(payload.subarray(0, -1)).error?.code,
    };
  });
  // Later, so that it runs as the page's own script and not as the test's.
  globalThis.makeCode = () => new Promise((resolve) => setTimeout(() => {
    try { resolve(typeof new Function("")); } catch (error) { resolve(error.name); }
  }));
`;

let server: Server;
let browser: Browser;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: app, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
  });
  const script = outputFiles[0]?.text ?? "";
  server = createServer((request, response) => {
    response.setHeader("Content-Security-Policy", POLICY);
    const isScript = request.url === "/app.js";
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? script : '<!doctype html><script type="module" src="/app.js"></script>');
  }).listen(0, "127.0.0.1");
  browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

test("compiled message types run where a policy forbids to make code, and nothing is reported", async () => {
  const page = await browser.newPage();
  const reports: string[] = [];
  page.on("console", (message) => reports.push(message.text()));
  page.on("pageerror", (error) => reports.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("globalThis.run !== undefined");
  const read = await page.evaluate(
    (all) => (globalThis as unknown as { run(all: unknown): unknown }).run(all),
    samples,
  );
  expect(read).toEqual(
    samples.map(({ hex, text }) => ({ engine: "compiled", text, again: hex, cut: "not-well-formed" })),
  );
  expect(reports).toEqual([]);
  // The policy is in force: what it forbids does fail here, and is reported.
  expect(await page.evaluate("makeCode()")).toBe("EvalError");
});
