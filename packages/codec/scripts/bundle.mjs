/**
 * Writes what Node imports to `dist/node`: few files in place of a hundred, each of which would take part of a
 * millisecond to find and read at start. Bundlers take the modules in `dist`, of which they can leave out more. It is a
 * part of the build, behind the compiler.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const folder = join(dist, "node");

const { outputFiles } = await build({
  entryPoints: ["index", "runtime", "plan", "compile/compile"].map((name) => join(dist, `${name}.js`)),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  outbase: dist,
  outdir: folder,
  chunkNames: "shared-[hash]",
  write: false,
});

const written = new Set(outputFiles.map(({ path }) => path));
for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
  const file = join(folder, name);
  if (/\.(js|map)$/.test(name) && !written.has(file)) await rm(file);
}
// A file that is as it should be is left alone: other processes may be reading it.
for (const { path, text } of outputFiles) {
  const present = await readFile(path, "utf8").catch(() => undefined);
  if (present === text) continue;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
