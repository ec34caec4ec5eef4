import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { messages } from "@wirebook/schemas";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "./support/chromium.ts";

/** As strict as the draft gate's: scripts of the page's own origin, and none made from text. */
const POLICY = "default-src 'none'; script-src 'self'";

const samples = messages.flatMap((message) =>
  message.examples.map(({ json }) => ({
    name: message.name,
    hex: Buffer.from(message.encode(message.fromJson(json))).toString("hex"),
    text: message.transcode(message.encode(message.fromJson(json))),
  })),
);

/** The modules compiled ahead of time, and what browsers are given in their place. */
const modules = {
  compiled: "../schemas/dist/compiled/index.js",
  small: "@wirebook/schemas/compiled",
} as const;
type Form = keyof typeof modules;

/** Reads each sample and each sample cut short, and tells what came of it. */
const appOf = (form: Form) => `
  import { messages } from "${modules[form]}";
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

async function scriptOf(form: Form): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: appOf(form), resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
  });
  return outputFiles[0]?.text ?? "";
}

beforeAll(async () => {
  const scripts = { compiled: await scriptOf("compiled"), small: await scriptOf("small") };
  server = createServer((request, response) => {
    const form: Form = request.url?.startsWith("/small") ? "small" : "compiled";
    response.setHeader("Content-Security-Policy", POLICY);
    const isScript = request.url?.endsWith(".js") === true;
    response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(
      isScript ? scripts[form] : `<!doctype html><script type="module" src="/${form}.js"></script>`,
    );
  }).listen(0, "127.0.0.1");
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

test.each([
  { form: "compiled", engine: "compiled" },
  { form: "small", engine: "small" },
])(
  "$form message types run where a policy forbids to make code, and nothing is reported",
  async ({ form, engine }) => {
    const page = await browser.newPage();
    const reports: string[] = [];
    page.on("console", (message) => reports.push(message.text()));
    page.on("pageerror", (error) => reports.push(String(error)));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${form}`);
    await page.waitForFunction("globalThis.run !== undefined");
    const read = await page.evaluate(
      (all) => (globalThis as unknown as { run(all: unknown): unknown }).run(all),
      samples,
    );
    expect(read).toEqual(
      samples.map(({ hex, text }) => ({ engine, text, again: hex, cut: "not-well-formed" })),
    );
    expect(reports).toEqual([]);
    // The policy is in force: what it forbids does fail here, and is reported.
    expect(await page.evaluate("makeCode()")).toBe("EvalError");
  },
);
