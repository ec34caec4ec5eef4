/** `@wirebook/mqtt/mosquitto` in a page: no API of Node, and the same files. */

import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { type MosquittoSettings, mosquittoConfig } from "@wirebook/mqtt/mosquitto";
import { build } from "esbuild";
import { beforeAll, expect, test } from "vitest";

/** Bytes, minified, gzip. */
const AT_MOST = 8600;

let code = "";
let inputs: readonly string[] = [];
beforeAll(async () => {
  // For a browser, esbuild ends at an import of a module of Node.
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export * from "@wirebook/mqtt/mosquitto";`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "iife",
    globalName: "mosquitto",
    platform: "browser",
  });
  code = outputFiles[0]?.text ?? "";
  inputs = Object.keys(metafile.inputs);
});

test("it brings nothing of another package, and is small", () => {
  expect(inputs.filter((file) => file.includes("node_modules/") && !file.includes("@wirebook/"))).toEqual([]);
  const size = gzipSync(code, { level: 9 }).length;
  console.log(`@wirebook/mqtt/mosquitto: ${size.toLocaleString("en")} B`);
  expect(size).toBeLessThanOrEqual(AT_MOST);
});

test("it names no global of Node", () => {
  expect(code).not.toMatch(/\b(?:Buffer|process|require|__dirname|setImmediate|global)\b/);
});

test("with the globals of a browser alone, it writes the same files and hashes passwords", async () => {
  const settings: MosquittoSettings = {
    version: "2.1",
    listeners: [
      { port: 1883, authentication: "password" },
      { port: 8883, tls: "psk" },
    ],
    users: [{ name: "house", passwordHash: `$7$1000$${"A".repeat(16)}$${"B".repeat(86)}==` }],
    keys: [{ identity: "70b3d5e050020901", key: "ab".repeat(32) }],
    devices: ["urn:dev:mac:70b3d5e050020901"],
    backend: "backend",
  };
  const page = { TextEncoder, btoa, crypto: globalThis.crypto, Uint8Array };
  const run = (call: string) => runInNewContext(`${code};${call}`, page);
  const files: unknown = JSON.parse(
    run(`JSON.stringify(mosquitto.mosquittoConfig(${JSON.stringify(settings)}))`),
  );
  expect(files).toEqual(mosquittoConfig(settings));
  expect(await run(`mosquitto.hashPassword("secret")`)).toMatch(
    /^\$7\$1000\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==$/,
  );
});
