/**
 * The three places where the checks run: this process, a process without the native add-on of cbor-x, and a bundle for
 * browsers in a context that has neither `Buffer` nor `process`.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { type BuildOptions, build } from "esbuild";
import { reportText } from "./entry.ts";
import type { Report } from "./report.ts";

const run = promisify(execFile);
const entry = fileURLToPath(new URL("./entry.ts", import.meta.url));
const cache = fileURLToPath(new URL("../.cache/", import.meta.url));

/** Runs the checks in this process. */
export function reportHere(): Report {
  return JSON.parse(reportText()) as Report;
}

/** Runs the checks in a process of their own with the add-on switched off; answers also whether cbor-x saw it. */
export async function reportWithoutAddOn(): Promise<{ report: Report; native: boolean }> {
  const outfile = `${cache}checks-${process.pid}.mjs`;
  await mkdir(cache, { recursive: true });
  // The codec stays outside, so that it and cbor-x are loaded as in any other process.
  await bundle({ outfile, platform: "node", format: "esm", external: ["@wirebook/codec"] });
  const codecFile = createRequire(import.meta.url).resolve("@wirebook/codec/package.json");
  const program = `
    import { reportText } from ${JSON.stringify(outfile)};
    import { createRequire } from "node:module";
    import { pathToFileURL } from "node:url";
    const directory = createRequire(${JSON.stringify(codecFile)}).resolve("cbor-x").replace(/dist.node\\.cjs$/, "");
    const cbor = await import(pathToFileURL(directory + "node-index.js").href);
    process.stdout.write(JSON.stringify({ native: cbor.isNativeAccelerationEnabled, report: JSON.parse(reportText()) }));
  `;
  try {
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
      env: { ...process.env, CBOR_NATIVE_ACCELERATION_DISABLED: "true" },
      maxBuffer: 1 << 26,
    });
    return JSON.parse(stdout) as { report: Report; native: boolean };
  } finally {
    await rm(outfile);
  }
}

/** Runs the checks in a bundle for browsers. */
export async function reportInBrowserBundle(): Promise<Report> {
  const { outputFiles } = await bundle({
    write: false,
    platform: "browser",
    format: "iife",
    globalName: "checks",
  });
  // All that a page has and the codec may use, beyond the language itself.
  const context = createContext({ TextEncoder, TextDecoder, atob, btoa });
  const absent = runInContext("typeof Buffer + typeof process + typeof require", context);
  if (absent !== "undefinedundefinedundefined") throw new Error("the context is not bare");
  runInContext(outputFiles?.[0]?.text ?? "", context);
  return JSON.parse(runInContext("checks.reportText()", context) as string) as Report;
}

function bundle(options: BuildOptions) {
  return build({ entryPoints: [entry], bundle: true, target: "es2023", logLevel: "silent", ...options });
}
