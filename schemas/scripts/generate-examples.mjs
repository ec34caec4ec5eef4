/**
 * Writes the examples of every message type, with their CBOR, to `examples/<direction>/<type>.json`.
 * With `--check` it writes nothing and fails when a committed file differs.
 *
 * Run it after a build: `npm run generate -w schemas`.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { messages } from "@wirebook/schemas";

const folder = fileURLToPath(new URL("../examples/", import.meta.url));
const command = "npm run build && npm run generate -w schemas";

/** @type {Map<string, string>} Text by file name. */
const wanted = new Map(messages.map((message) => [`${message.name}.json`, textOf(message)]));
const present = (await readdir(folder, { recursive: true }).catch(() => []))
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".json"));

if (process.argv.includes("--check")) await check();
else await write();

/** @param {import("@wirebook/codec").Message} message */
function textOf(message) {
  const examples = message.examples.map(({ title, json }) => ({
    title,
    json,
    cbor: Buffer.from(message.encode(message.fromJson(json))).toString("hex"),
  }));
  return `${JSON.stringify(examples, null, 2)}\n`;
}

async function check() {
  const stale = present.filter((name) => !wanted.has(name));
  for (const [name, text] of wanted) {
    const committed = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (committed !== text) stale.push(name);
  }
  if (stale.length === 0) return;
  for (const name of stale.sort()) console.error(`schemas/examples/${name} differs from its message type`);
  console.error(`Run: ${command}`);
  process.exitCode = 1;
}

async function write() {
  for (const name of present) if (!wanted.has(name)) await rm(join(folder, name));
  for (const [name, text] of wanted) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
