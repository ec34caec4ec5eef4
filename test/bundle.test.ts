/**
 * What one message type adds to a page, with the whole codec in it: bundled for browsers, minified, gzip.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Type as BuilderType, type Message } from "@wirebook/codec";
import { compileMessage, exportNameOf } from "@wirebook/codec/compile";
import * as small from "@wirebook/codec/small";
import * as views from "@wirebook/codec/views";
import { messages } from "@wirebook/schemas";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";

/** Bytes. */
const AT_MOST = 6990;
/** The same for the type that pages import most. */
const DATA_AT_MOST = 6870;
/** The same for a type that leaves something undescribed: whatever CBOR can hold is kept there, under whatever keys. */
const OPEN_AT_MOST = 8192;
/** The same for a page that defines its message types itself, with TypeBox's builders. */
const DEFINED_AT_MOST = 45_000;
/** What a message's own schema, with that of its answer, may take of it, by itself: a few say more than a codec does. */
const SCHEMA_AT_MOST = 1500;

const browser = (contents: string) =>
  ({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
  }) as const;

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build(browser(contents));
  return outputFiles[0]?.text ?? "";
}

const zipped = (text: string) => gzipSync(text, { level: 9 }).length;

function schemaSize(message: Message): number {
  return zipped(JSON.stringify([message.schema, message.answer?.schema]));
}

test("defineMessage brings neither cbor-x nor Ajv to a page, and is small", async () => {
  const contents = `import { defineMessage, Type } from "@wirebook/codec";
    export const message = defineMessage({ name: "up/level", title: "Level", payload: Type.Object({ level: Type.Number() }) });`;
  const { outputFiles, metafile } = await build({ ...browser(contents), metafile: true });
  const foreign = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules/"));
  expect(foreign).toEqual([]);
  const code = outputFiles[0]?.text ?? "";
  expect(zipped(code)).toBeLessThanOrEqual(DEFINED_AT_MOST);
  const { message } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(message.engine).toBe("compiled");
  expect(message.decode(message.encode({ level: 1.5 }))).toEqual({ level: 1.5 });
});

describe("builders that read or compute as TypeScript does are left out of a page, and say what to write instead", () => {
  const [text, integer] = [BuilderType.String(), BuilderType.Integer()];
  const object = BuilderType.Object({ a: text, b: BuilderType.Optional(integer) });
  const either = BuilderType.Union([text, integer]);
  const template = BuilderType.TemplateLiteral([BuilderType.Literal("a"), text]);
  const made = BuilderType.Function([text], integer);
  const constructed = BuilderType.Constructor([text], object);
  // biome-ignore lint/suspicious/noExplicitAny: of a page, all is seen as it runs.
  let Type: any;
  beforeAll(async () => {
    const code = await bundle(`export { Type } from "@wirebook/codec";`);
    ({ Type } = await import(`data:text/javascript,${encodeURIComponent(code)}`));
  });

  const refused: [string, unknown[]][] = [
    ["Script", ["{ level: number }"]],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is TypeBox's notation.
    ["TemplateLiteral", ["a${string}"]],
    ["Conditional", [integer, text, text, integer]],
    ["Call", [BuilderType.Generic([BuilderType.Parameter("T")], BuilderType.Ref("T")), [text]]],
    ["Mapped", [BuilderType.Identifier("K"), either, BuilderType.Ref("K"), integer]],
    ["Instantiate", [{ T: text }, BuilderType.Ref("T")]],
    ["Module", [{ A: object }]],
    ["Evaluate", [BuilderType.Intersect([either, text])]],
    ["Exclude", [either, text]],
    ["Extract", [either, text]],
    ["Index", [object, ["a"]]],
    ["NonNullable", [either]],
    ["Capitalize", [BuilderType.Literal("a")]],
    ["Uncapitalize", [BuilderType.Literal("A")]],
    ["Lowercase", [BuilderType.Literal("A")]],
    ["Uppercase", [BuilderType.Literal("a")]],
    ["Parameters", [made]],
    ["ReturnType", [made]],
    ["InstanceType", [constructed]],
    ["ConstructorParameters", [constructed]],
  ];
  test.each(refused)("Type.%s", (builder, given) => {
    expect(() => Type[builder](...given)).toThrow(
      new RegExp(`^Type\\..*${builder}.*: expected .*to bring it along$`),
    );
  });

  test("keys that are a template literal", () => {
    expect(() => Type.Record(template, integer)).toThrow(
      /^Type\.Record by a template literal: expected Type\.String/,
    );
  });

  const kept: [string, unknown[]][] = [
    ["Record", [BuilderType.Enum(["x", "y"]), text]],
    ["Record", [BuilderType.String({ pattern: "^a" }), integer]],
    ["Record", [integer, text]],
    ["Partial", [object]],
    ["Required", [object]],
    ["Pick", [object, ["a"]]],
    ["Omit", [object, ["a"]]],
    ["Omit", [BuilderType.Intersect([object, BuilderType.Object({ c: integer })]), ["b"]]],
    ["KeyOf", [object]],
    ["Interface", [[object], { c: integer }]],
    ["TemplateLiteral", [[BuilderType.Literal("a"), either]]],
    ["Cyclic", [{ A: BuilderType.Object({ a: BuilderType.Array(BuilderType.Ref("A")) }) }, "A"]],
    ["Tuple", [[text, BuilderType.Rest(BuilderType.Array(integer))]]],
    ["Enum", [{ a: 0, b: 1 }]],
    ["With", [text, { title: "t" }]],
  ];
  test.each(kept)("Type.%s gives what it gives elsewhere", (builder, given) => {
    const elsewhere = BuilderType as unknown as Record<string, (...given: unknown[]) => unknown>;
    expect(Type[builder](...given)).toEqual(elsewhere[builder]?.(...given));
  });

  test("all names are there", () => {
    expect(Object.keys(Type).sort()).toEqual(Object.keys(BuilderType).sort());
  });
});

test("what most pages share does not ask for TypeBox, which a bundler might keep for it", () => {
  const core = fileURLToPath(new URL("../packages/codec/dist/browser/core.js", import.meta.url));
  expect(readFileSync(core, "utf8")).not.toMatch(/from ?"[^"]*typebox/);
});

test("in Node, a compiled module loads one file of the codec", () => {
  const runtime = fileURLToPath(new URL("../packages/codec/dist/node/runtime.js", import.meta.url));
  expect(readFileSync(runtime, "utf8")).not.toMatch(/^(?:import|export)\b.*['"];?$/m);
});

describe("a page is sent the views that it uses, and no other", () => {
  const payloads: [string, string, string[]][] = [
    ["none", "Type.Number()", []],
    ["Uuid", "Uuid()", ["hex-text", "uuid", "view"]],
    ["Scaled, Enum", "Type.Tuple([Scaled(0.1), Enum({ a: 0 })])", ["enum", "scaled", "view"]],
  ];
  test.each(payloads)("%s", async (_, payload, expected) => {
    const { metafile } = await build({
      ...browser(`import { defineMessage, Enum, Scaled, Type, Uuid } from "@wirebook/codec";
        export const message = defineMessage({ name: "up/x", title: "X", payload: ${payload} });`),
      metafile: true,
    });
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const sent = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
    expect(sent.flatMap((file) => /view-(.*)\.js$/.exec(file)?.[1] ?? []).sort()).toEqual(expected);
  });

  test.each(Object.keys(views))("%s brings no TypeBox to a compiled module", async (name) => {
    const { metafile } = await build({
      ...browser(`export { ${name} } from "@wirebook/codec/views";`),
      metafile: true,
    });
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const sent = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
    expect(sent.filter((file) => /typebox/.test(file))).toEqual([]);
  });
});

describe("a page is sent what reads definitions where it calls Cyclic, and nowhere else", () => {
  const node = `{ Node: Type.Object({ of: Type.Array(Type.Ref("Node")) }) }, "Node"`;
  const page = (payload: string) => `import { Cyclic, defineMessage, Type } from "@wirebook/codec";
    export const define = () => defineMessage({ name: "up/x", title: "X", payload: ${payload} });`;

  test.each([
    ["Cyclic", `Cyclic(${node})`, true],
    ["Type.Cyclic", `Type.Cyclic(${node})`, false],
    ["none", "Type.Null()", false],
  ])("%s", async (_, payload, isSent) => {
    const { outputFiles, metafile } = await build({ ...browser(page(payload)), metafile: true });
    const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
    const sent = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    expect(sent.some(([file]) => file.endsWith("/definitions.js"))).toBe(isSent);
    const { define } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
    if (payload.startsWith("Type.Cyclic")) {
      expect(define).toThrow(/schema at #: \$ref: expected Cyclic of @wirebook\/codec$/);
    } else if (isSent) {
      const { decode, encode } = define();
      expect(decode(encode({ of: [{ of: [] }] }))).toEqual({ of: [{ of: [] }] });
    }
  });
});

describe("what a small module does not name costs it nothing", () => {
  const pieces = Object.keys(small).filter((name) => name !== "createMessage");
  const exported = (names: string[]) =>
    bundle(`export { ${names.join(", ")} } from "@wirebook/codec/small";`);

  test.each(pieces)("%s", async (piece) => {
    const without = await exported(["createMessage"]);
    const withIt = await exported(["createMessage", piece]);
    // Had it been there before, no more would be added than what it is exported as.
    const asName = `,xxx as ${piece}`.length;
    expect(withIt.length - without.length).toBeGreaterThan(2 * asName);
  });
});

describe.each(messages.map((message) => [message.name, message] as const))("%s", (name, message) => {
  const importing = `import { ${exportNameOf(name)} as message } from "@wirebook/schemas/${name}";`;

  test("is small in a browser", async () => {
    const size = zipped(await bundle(`${importing} export { message };`));
    const schema = schemaSize(message);
    console.log(`${name.padEnd(14)}${size.toLocaleString("en").padStart(7)} B, of its schema ${schema}`);
    if (["up/data", "up/status"].includes(name)) expect(schema).toBeLessThanOrEqual(SCHEMA_AT_MOST);
    const isOpen = compileMessage(message).small.includes("kind: any");
    if (schema <= SCHEMA_AT_MOST)
      expect(size).toBeLessThanOrEqual(isOpen ? OPEN_AT_MOST : name === "up/data" ? DATA_AT_MOST : AT_MOST);
  });

  test("throws the error of the package, and gives its schema as plain data", async () => {
    const code = await bundle(`${importing} import { CodecError, isCodecError } from "@wirebook/codec";
      const { ok, error } = message.safeDecode(new Uint8Array());
      export const told = { ok, same: error instanceof CodecError && isCodecError(error), schema: message.schema };`);
    const { told } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    expect(told).toEqual({ ok: false, same: true, schema: message.schema });
  });
});
