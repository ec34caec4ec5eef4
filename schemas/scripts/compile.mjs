/**
 * Compiles every message type ahead of time to `dist/compiled`: what the subpaths of the package export, to browsers in
 * the small form. It is a part of the build, behind the definitions and in front of whatever imports a subpath.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileMessage, exportNameOf } from "@wirebook/codec/compile";
import { messages } from "../dist/index.js";

const folder = fileURLToPath(new URL("../dist/compiled/", import.meta.url));

for (const message of messages) {
  const { js, small, dts } = compileMessage(message);
  await write(`${message.name}.js`, js);
  await write(`${message.name}.small.js`, small);
  await write(`${message.name}.d.ts`, dts);
}

await write("index.js", listOf("js"));
await write("index.small.js", listOf("small.js"));
await write(
  "index.d.ts",
  [
    'import type { Message } from "@wirebook/codec/runtime";',
    ...messages.map(({ name }) => `export * from "./${name}.js";`),
    "/** Every message type of this package, compiled ahead of time, in the order of their names. */",
    "export declare const messages: readonly Message[];",
  ].join("\n"),
);

/** A module that exports every message, one by one and as a list. */
function listOf(extension) {
  const names = messages.map(({ name }) => exportNameOf(name));
  return [
    ...messages.map(({ name }) => `export * from "./${name}.${extension}";`),
    ...messages.map(({ name }) => `import { ${exportNameOf(name)} } from "./${name}.${extension}";`),
    `export const messages = /* @__PURE__ */ Object.freeze([${names.join(", ")}]);`,
  ].join("\n");
}

/** Leaves a file that is as it should be alone, so that what depends on it is not built again. */
async function write(name, text) {
  const file = join(folder, name);
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === `${text}\n`) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${text}\n`);
}
