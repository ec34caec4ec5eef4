/**
 * Writes what is imported in place of the compiler's modules. It is a part of the build, behind the compiler.
 *
 * - `dist/plan/typebox.js`: TypeBox's builders as one file, where the compiler wrote the way to their hundreds of files.
 *   It is what both Node and bundlers take: these leave out no builder of a namespace, and make them less small.
 * - `dist/small.min.js`: the small runtime as one file, made as small as it gets, since what counts is what a browser is
 *   sent. The class of the errors stays a module of its own: it is one and the same for all of a bundle.
 * - `dist/node`: for Node, few files in place of a hundred, each of which would take part of a millisecond to find and
 *   read at start. Bundlers take the modules in `dist`, of which they can leave out more.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { parseAst } from "rollup/parseAst";
import { minify } from "terser";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const folder = join(dist, "node");
const typebox = fileURLToPath(import.meta.resolve("typebox"));

await write(join(dist, "plan/typebox.js"), await builders());
await rm(join(dist, "plan/typebox.js.map"), { force: true });
await write(join(dist, "small.min.js"), await small());

/** What compiled modules load, which is to be one file: each further one would be found and read on its own at start. */
const needed = await modulesOf(join(dist, "runtime.js"));
const output = await bundled({
  input: {
    ...Object.fromEntries(
      ["index", "runtime", "compile/compile"].map((name) => [name, join(dist, `${name}.js`)]),
    ),
    plan: join(dist, "plan/index.js"),
    small: join(dist, "small.min.js"),
    reference: join(dist, "reference/node.js"),
  },
  external: /^[^./]/,
  output: {
    chunkFileNames: "shared-[hash].js",
    manualChunks: (id) => (needed.has(id) ? "runtime" : undefined),
  },
});
const written = new Map(output.map(({ fileName, code }) => [join(folder, fileName), code]));
for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
  const file = join(folder, name);
  if (/\.(js|map)$/.test(name) && !written.has(file)) await rm(file);
}
for (const [file, code] of written) await write(file, code);

/** All of TypeBox's builders, as the namespace that `typebox` itself exports, with the notice that its licence asks for. */
async function builders() {
  const [{ code }] = await bundled({
    input: "builders",
    plugins: [
      {
        name: "builders",
        resolveId: (id) => ({ builders: id, typebox })[id],
        load: (id) => (id === "builders" ? 'export { Type } from "typebox";' : undefined),
      },
    ],
    // Its modules import one another in circles.
    onwarn: () => undefined,
    output: { freeze: false },
  });
  const minified = await minify(code, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true },
  });
  const notice = await readFile(join(dist, "../THIRD-PARTY.md"), "utf8");
  return `/*\n${notice.trimEnd()}\n*/\n${minified.code}\n`;
}

/** The small runtime in one file beside `error.js`. */
async function small() {
  const isError = (id) => id.endsWith("error.js");
  const [{ code }] = await bundled({
    input: join(dist, "small/small.js"),
    external: isError,
    // As `package.json` says: a module of which nothing is used is not there.
    treeshake: { moduleSideEffects: false },
    output: { paths: (id) => (isError(id) ? "./error.js" : id) },
  });
  const minified = await minify(withArrows(code), {
    module: true,
    ecma: 2020,
    // A function that is called once is written once: in place of the call it would often be a function all the same.
    compress: {
      ...{ passes: 5, inline: 1, reduce_funcs: false, keep_fargs: false, pure_getters: true },
      // None of its functions asks for `this`, or is made an instance of.
      unsafe_arrows: true,
    },
    // Bundlers shorten names of variables, and leave those of members alone. Members that begin with a dollar are seen
    // by the small runtime alone: none of them stands in a plan, a schema, a message or an error.
    mangle: { properties: { builtins: true, regex: /^\$/ } },
  });
  return `${minified.code}\n`;
}

/** The functions of a module as arrows: they take 35 bytes less of what a browser is sent. */
function withArrows(code) {
  let text = "";
  let at = 0;
  for (const { type, id, start, end, body } of parseAst(code).body) {
    if (type !== "FunctionDeclaration") continue;
    const parameters = code.slice(id.end, body.start);
    text += `${code.slice(at, start)}const ${id.name} = ${parameters} => ${code.slice(body.start, body.end)};`;
    at = end;
  }
  return text + code.slice(at);
}

/** The files that a module loads, itself among them. */
async function modulesOf(input) {
  const bundle = await rollup({ input, external: /^[^./]/ });
  await bundle.close();
  return new Set(bundle.watchFiles);
}

async function bundled({ output, ...input }) {
  const bundle = await rollup(input);
  const generated = await bundle.generate({ format: "es", generatedCode: "es2015", ...output });
  await bundle.close();
  return generated.output;
}

/** A file that is as it should be is left alone: other processes may be reading it. */
async function write(file, code) {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === code) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
