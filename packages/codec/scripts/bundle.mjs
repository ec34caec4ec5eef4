/**
 * Writes what Node imports to `dist/node`: few files in place of a hundred, each of which would take part of a
 * millisecond to find and read at start. Bundlers take the modules in `dist`, of which they can leave out more. It is a
 * part of the build, behind the compiler.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const folder = join(dist, "node");

const bundle = await rollup({
  input: Object.fromEntries(
    ["index", "runtime", "small/small", "plan", "compile/compile"].map((name) => [name, join(dist, `${name}.js`)]),
  ),
  external: /^[^./]/,
});
const { output } = await bundle.generate({
  format: "es",
  chunkFileNames: "shared-[hash].js",
  generatedCode: "es2015",
});
await bundle.close();

const written = new Map(output.map(({ fileName, code }) => [join(folder, fileName), code]));
for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
  const file = join(folder, name);
  if (/\.(js|map)$/.test(name) && !written.has(file)) await rm(file);
}
// A file that is as it should be is left alone: other processes may be reading it.
for (const [file, code] of written) {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === code) continue;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
