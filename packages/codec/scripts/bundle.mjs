/**
 * Writes what is imported in place of the compiler's modules. It is a part of the build, behind the compiler.
 *
 * - `dist/plan/typebox.js`: TypeBox's builders as one file, where the compiler wrote the way to their hundreds of files.
 *   Bundlers leave out no builder of a namespace, so that the one for them, `dist/browser/typebox.js`, comes without what
 *   takes most of it: what reads a type from a text of TypeScript, or computes it as TypeScript does.
 * - `dist/small.min.js`: the small runtime as one file, made as small as it gets, since what counts is what a browser is
 *   sent. The class of the errors stays a module of its own: it is one and the same for all of a bundle.
 * - `dist/browser`: the rest for bundlers, made smaller: `defineMessage` with TypeBox is more than a kilobyte less
 *   there than it would be. Most of it is one file; what is light and asked for alone stays apart, as a bundler
 *   drops whole files best. What reads definitions is brought along by a builder, in place of being at hand.
 * - `dist/node`: for Node, few files in place of a hundred, each of which would take part of a millisecond to find and
 *   read at start.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { rollup } from "rollup";
import { inPlace, smaller, treeshake } from "./smaller.mjs";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
/** All that the namespace `Type` of `typebox` holds, itself left out. */
const typebox = fileURLToPath(new URL("typebox.mjs", import.meta.resolve("typebox")));
const typeboxTypes = join(dirname(typebox), "type/");

/** Constants that are declared one by one get other short names from a bundler, which takes 40 bytes less. */
const oneByOne = { compress: { join_vars: false } };

/**
 * Names of members that are seen by nobody outside: none of them stands in a plan, a schema, a message or an error, and none
 * is that of a member of the language or of a page, as `written` is, for those would get other names too.
 */
const inside = [
  ...[
    "before",
    "block",
    "borrows",
    "budget",
    "building",
    "comment",
    "condition",
    "constant",
    "cutsTexts",
    "deeper",
    "double",
    "doubtful",
  ],
  ...[
    "enter",
    "explain",
    "faults",
    "finish",
    "first",
    "fresh",
    "half",
    "head",
    "holds",
    "inKey",
    "isOver",
    "item",
  ],
  ...[
    "keeps",
    "leaf",
    "leave",
    "line",
    "local",
    "misfits",
    "missing",
    "negative",
    "outOfBounds",
    "over",
    "pending",
    "pointers",
    "position",
  ],
  ...[
    "raw",
    "refused",
    "repeats",
    "repeatsDeclared",
    "repeatsKey",
    "repeatsMember",
    "rests",
    "room",
    "side",
    "single",
    "spare",
    "starts",
    "telling",
  ],
  ...["take", "tells", "throwIfAny", "unrolled", "unsigned", "wideFloat", "write"],
];

/** A page has no Buffer; and nothing here is a symbol, so that what `String` makes of it is what a text makes of it. */
const forPages = {
  compress: { ...oneByOne.compress, unsafe: true, global_defs: { "@globalThis.Buffer": "undefined" } },
  mangle: { properties: { builtins: true, regex: new RegExp(`^(?:${inside.join("|")})$`) } },
};

const AS_A_BUILDER = "a builder such as Type.Object";
const THE_RESULT = "the type that it gives";
const KEYS_OF_A_TEMPLATE = "Type.Record by a template literal";
const A_PATTERN = "Type.String({ pattern: '^a' })";

/**
 * What pages do without, so that TypeBox is less than half as large there: each file of it, its functions that a builder calls,
 * the builders, and what to write in their place. They read a text of TypeScript, compute a type as TypeScript does, put
 * types into others by their names, or describe functions.
 */
const LEFT_OUT = [
  ["script/script", ["Script"], "Type.Script", AS_A_BUILDER],
  [
    "engine/patterns/template",
    ["ParseTemplateIntoTypes"],
    "Type.TemplateLiteral",
    "a list such as [Type.Literal('a'), Type.String()]",
  ],
  ["engine/call/instantiate", ["CallInstantiate"], "Type.Call", THE_RESULT],
  [
    "engine/conditional/instantiate",
    ["ConditionalAction", "ConditionalInstantiate"],
    "Type.Conditional",
    THE_RESULT,
  ],
  [
    "engine/instantiate",
    ["Instantiate", "InstantiateType", "InstantiateTypes", "InstantiateProperties", "InstantiateElements"],
    "Type.Instantiate, or Parameters of a function",
    THE_RESULT,
    // Told as ever: whether there is nothing to put in, so that a builder does its work at once.
    `import { IsRef } from "../types/ref.mjs";
    export const State = (callstack, visited) => ({ callstack, visited });
    export const CanInstantiate = (types) => !types.some(IsRef);`,
  ],
  ["engine/module/instantiate", ["ModuleInstantiate"], "Type.Module", "Type.Cyclic"],
  ["extends/extends", ["Extends"], "Type.Evaluate of a union", THE_RESULT],
  ["action/exclude", ["Exclude"], "Type.Exclude", THE_RESULT],
  ["action/extract", ["Extract"], "Type.Extract", THE_RESULT],
  ["action/indexed", ["Index"], "Type.Index", "the type of the member, as in payload.properties.level"],
  ["action/non_nullable", ["NonNullable"], "Type.NonNullable", THE_RESULT],
  ["action/capitalize", ["Capitalize"], "Type.Capitalize", THE_RESULT],
  ["action/uncapitalize", ["Uncapitalize"], "Type.Uncapitalize", THE_RESULT],
  ["action/lowercase", ["Lowercase"], "Type.Lowercase", THE_RESULT],
  ["action/uppercase", ["Uppercase"], "Type.Uppercase", THE_RESULT],
  ["action/parameters", ["Parameters"], "Type.Parameters", THE_RESULT],
  ["action/return_type", ["ReturnType"], "Type.ReturnType", THE_RESULT],
  ["action/instance_type", ["InstanceType"], "Type.InstanceType", THE_RESULT],
  ["action/constructor_parameters", ["ConstructorParameters"], "Type.ConstructorParameters", THE_RESULT],
  ["action/mapped", ["Mapped"], "Type.Mapped", THE_RESULT],
  ["engine/record/from_key_template_literal", ["FromTemplateKey"], KEYS_OF_A_TEMPLATE, A_PATTERN],
  [
    "engine/template_literal/decode",
    ["TemplateLiteralDecode", "TemplateLiteralDecodeUnsafe"],
    KEYS_OF_A_TEMPLATE,
    A_PATTERN,
  ],
];

const refused = new Map(
  LEFT_OUT.map(([path, functions, builder, expected, kept = ""]) => {
    const sentence = `${builder}: expected ${expected}, since pages come without what computes types; import { Type } from "typebox" to bring it along`;
    const thrown = `throw new TypeError(${JSON.stringify(sentence)});`;
    const throwing = functions.map((name) => `export function ${name}() { ${thrown} }`);
    return [`${path}.mjs`, [kept, ...throwing].join("\n")];
  }),
);

/**
 * Modules that pages do without, and what stands in their place. Pages mostly read: code that is made there decodes, and
 * what it would be to write payloads, and JSON text without a value in between, is a sixth of the codec, and is done by
 * following the plan. Patterns are judged by the regular expressions that they are, in place of bytes. What reads definitions
 * is brought along by the builder `Cyclic`.
 */
const leftOut = new Map([
  [
    join(dist, "compiled/generate/writers.js"),
    `import { writeDecode } from "./decode/decode.js";
    export const writers = { decode: writeDecode };
    export const verbsFor = () => ["decode"];`,
  ],
  [join(dist, "compiled/runtime/at-hand.js"), 'export * as runtime from "./reading.js";'],
  [join(dist, "compiled/generate/pattern.js"), "export const bytePattern = () => undefined;"],
  [join(dist, "plan/definitions-at-hand.js"), "export const atHand = undefined;"],
]);

await write(join(dist, "plan/typebox.js"), await builders());
await rm(join(dist, "plan/typebox.js.map"), { force: true });
await write(join(dist, "small.min.js"), await small());

const entries = {
  index: join(dist, "index.js"),
  runtime: join(dist, "runtime.js"),
  plan: join(dist, "plan/index.js"),
  compile: join(dist, "compile/compile.js"),
  views: join(dist, "views/index.js"),
};
await replace(join(dist, "browser"), await forBrowsers());
await replace(join(dist, "node"), await forNode());

async function forNode() {
  /** What compiled modules load is one file, and so is what views and plans want beside it: each is found and read on its own. */
  const chunks = new Map();
  for (const name of ["runtime", "views", "plan"])
    for (const id of await modulesOf(entries[name])) if (!chunks.has(id)) chunks.set(id, name);
  const { runtime, ...others } = entries;
  return bundled({
    input: { ...others, small: join(dist, "small.min.js"), reference: join(dist, "reference/node.js") },
    external: isForeign,
    plugins: [
      {
        name: "for Node",
        // It exports what the others share with it, too: else that would be one more file, and this an empty one in front of it.
        buildStart() {
          const preserveSignature = "allow-extension";
          this.emitFile({ type: "chunk", id: runtime, fileName: "runtime.js", preserveSignature });
        },
        // Without comments, and in ASCII, of which a character takes one byte in memory. Names and lines are for stack traces.
        transform: async (code, id) =>
          /\.min\.js$/.test(id) || isTypebox(id) ? undefined : (await transform(code)).code,
      },
    ],
    output: { chunkFileNames: "shared-[hash].js", manualChunks: (id) => chunks.get(id) },
  });
}

async function forBrowsers() {
  const core = await modulesOf(join(dist, "index.js"));
  const apart = [
    "cbor/limits.js",
    "message/registry.js",
    "message/inspect.js",
    "plan/builders.js",
    "plan/definitions.js",
    "plan/cyclic.js",
    "plan/read-any-plan.js",
    "structs/array-struct.js",
  ].map((name) => join(dist, name));
  const output = await bundled({
    input: { ...entries, reference: join(dist, "reference/reference.js") },
    external: (id) => isForeign(id) || isShared(id),
    plugins: [{ name: "left out", load: (id) => leftOut.get(id) }],
    treeshake,
    output: {
      chunkFileNames: "[name].js",
      generatedCode: { preset: "es2015", symbols: false },
      hoistTransitiveImports: false,
      manualChunks: (id) => {
        if (apart.includes(id)) return basename(id, ".js");
        // Each view by itself: a page is sent those that it builds a field of.
        if (id !== entries.views && dirname(id) === dirname(entries.views))
          return `view-${basename(id, ".js")}`;
        return core.has(id) && id !== entries.index ? "core" : undefined;
      },
      paths: (id) => (isTypebox(id) ? "./typebox.js" : isShared(id) ? `../${relative(dist, id)}` : id),
    },
  });
  const nameCache = {};
  const files = [];
  for (const file of output)
    files.push({ ...file, code: await smaller(file.code, { ...forPages, nameCache }) });
  return [...files, { fileName: "typebox.js", code: await builders({ texts: false }) }];
}

/** All of TypeBox's builders, as the namespace that `typebox` itself exports, with the notice that its licence asks for. */
async function builders({ texts = true } = {}) {
  const [{ code }] = await bundled({
    input: "builders",
    plugins: [
      {
        name: "builders",
        resolveId: (id) => ({ builders: id, typebox })[id],
        load: (id) => {
          if (id === "builders")
            return `export * as Type from ${JSON.stringify(join(dist, "plan/typebox-builders.js"))};`;
          return texts ? undefined : refused.get(id.replace(typeboxTypes, ""));
        },
      },
    ],
    // Its modules import one another in circles.
    onwarn: () => undefined,
    treeshake,
    output: { freeze: false },
  });
  const notice = await readFile(join(dist, "../THIRD-PARTY.md"), "utf8");
  return `/*\n${notice.trimEnd()}\n*/\n${await smaller(withFewer(code), oneByOne)}`;
}

/** Functions of TypeBox's parser that it has some 260 times in place: once each takes 130 bytes less. */
function withFewer(code) {
  const shared = code
    .replaceAll(/\(\[(\w+), (\w+)\]\) => \[\1, \2\]/g, "asPair")
    .replaceAll(/\(\[(\w+), (\w+)\]\) => \[\[\1\], \2\]/g, "asOne")
    .replaceAll("() => []", "asNone");
  return `const asPair = ([value, rest]) => [value, rest];
    const asOne = ([value, rest]) => [[value], rest];
    const asNone = () => [];
    ${shared}`;
}

/** The small runtime in one file beside what all share. */
async function small() {
  const [{ code }] = await bundled({
    input: join(dist, "small/small.js"),
    external: isShared,
    treeshake,
    output: { paths: (id) => (isShared(id) ? `./${relative(dist, id)}` : id) },
  });
  // Bundlers leave names of members alone. Those that begin with a dollar are seen by the small runtime alone: none of
  // them stands in a plan, a schema, a message or an error.
  return smaller(inPlace(code), { mangle: { properties: { builtins: true, regex: /^\$/ } } });
}

/** What is one and the same for all of a bundle, and stands by itself. */
function isShared(id) {
  return id === join(dist, "error.js") || id === join(dist, "undeclared.js") || isTypebox(id);
}

function isTypebox(id) {
  return id.endsWith("/plan/typebox.js");
}

function isForeign(id) {
  return /^[^./]/.test(id);
}

/** The files that a module loads, itself among them. */
async function modulesOf(input) {
  const bundle = await rollup({ input, external: isForeign });
  await bundle.close();
  return new Set(bundle.watchFiles);
}

async function bundled({ output, ...input }) {
  const bundle = await rollup(input);
  const generated = await bundle.generate({ format: "es", generatedCode: "es2015", ...output });
  await bundle.close();
  return generated.output;
}

/** Writes the files of a folder, and removes others. */
async function replace(folder, files) {
  const written = new Map(files.map(({ fileName, code }) => [join(folder, fileName), code]));
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    const file = join(folder, name);
    if (/\.(js|map)$/.test(name) && !written.has(file)) await rm(file);
  }
  for (const [file, code] of written) await write(file, code);
}

/** A file that is as it should be is left alone: other processes may be reading it. */
async function write(file, code) {
  const present = await readFile(file, "utf8").catch(() => undefined);
  if (present === code) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, code);
}
