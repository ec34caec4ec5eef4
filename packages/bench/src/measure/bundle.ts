import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Section } from "./section.ts";

const entries = {
  "@wirebook/schemas/up/data": `export { upData } from "@wirebook/schemas/up/data";`,
  "@wirebook/schemas/up/status": `export { upStatus } from "@wirebook/schemas/up/status";`,
  "defineMessage, in the browser": `import { defineMessage, Type } from "@wirebook/codec";
    export const message = defineMessage({ name: "up/level", title: "Level", payload: Type.Object({ level: Type.Number() }) });`,
  "cbor-x": `export { Decoder, Encoder } from "cbor-x";`,
  "cbor-x + Ajv": `export { Decoder, Encoder } from "cbor-x"; export { Ajv2020 } from "ajv/dist/2020.js";`,
} as const;

/** What one message type adds to a page: bundled by esbuild, minified, gzip. */
export const bundle: Section = {
  group: "bundle",
  measure: () =>
    Promise.all(
      Object.entries(entries).map(async ([name, contents]) => {
        const size = await sizeOf(contents);
        return { group: "bundle", name, unit: "B" as const, median: size, min: size, spread: 0 };
      }),
    ),
};

async function sizeOf(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../..", import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
  });
  return gzipSync((outputFiles[0] as { contents: Uint8Array }).contents, { level: 9 }).length;
}
