import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  ArrayStruct,
  Bytes,
  defineMessage,
  Embedded,
  Hex,
  MapOf,
  SetOf,
  Tagged,
  Type,
} from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";

const { Array: List, Cyclic, Integer, Object: Obj, Optional, Ref, Rest, Tuple, Union } = Type;
const here = dirname(fileURLToPath(import.meta.url));

/** Both compilers that consumers may have. */
const compilers = ["../../../package.json", "../../../test/package.json"].map((from) =>
  join(createRequire(join(here, from)).resolve("typescript/package.json"), "../bin/tsc"),
);

/** Payloads that hold themselves, and one line that asks of what `encode` takes: a Buffer at some depth. */
const rows: readonly (readonly [row: string, schema: Schema, input: string])[] = [
  ["arrays", Cyclic({ A: Union([Bytes(), List(Ref("A"))]) }, "A"), "[buffer, [buffer, [buffer]]]"],
  ["tuples", Cyclic({ A: Tuple([Bytes(), Optional(Ref("A"))]) }, "A"), "[buffer, [buffer]]"],
  [
    "further items",
    Cyclic({ A: Tuple([Bytes(), Rest(List(Ref("A")))]) }, "A"),
    "[buffer, [buffer], [buffer]]",
  ],
  [
    "arrays with names",
    Cyclic({ A: ArrayStruct({ a: Bytes(), of: List(Ref("A")) }) }, "A"),
    "{ a: buffer, of: [] }",
  ],
  [
    "objects",
    Cyclic({ A: Obj({ a: Bytes(), of: Optional(Ref("A")) }) }, "A"),
    "{ a: buffer, of: { a: buffer } }",
  ],
  [
    "records",
    Cyclic({ A: Union([Bytes(), Type.Record(Type.String(), Ref("A"))]) }, "A"),
    "{ a: buffer, b: { c: buffer } }",
  ],
  ["payloads", Cyclic({ A: Tuple([Bytes(), Optional(Embedded(Ref("A")))]) }, "A"), "[buffer, [buffer]]"],
  [
    "kept tags",
    Cyclic({ A: Union([Bytes(), Tagged(9, List(Ref("A")), { keep: true })]) }, "A"),
    "{ tag: 9, value: [buffer] }",
  ],
  [
    "two in one another",
    Cyclic({ A: List(Ref("B")), B: Tuple([Bytes(), Ref("A")]) }, "A"),
    "[[buffer, [[buffer, []]]]]",
  ],
  ["arrays of what has no bytes", Cyclic({ A: Union([Integer(), List(Ref("A"))]) }, "A"), "[1, [2, [3]]]"],
  [
    "views",
    Obj({ keys: SetOf(Bytes()), counts: MapOf(Bytes(), Bytes()), id: Hex({ value: "bytes" }) }),
    "{ keys: new Set([buffer]), counts: new Map([[buffer, buffer]]), id: buffer }",
  ],
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(here, ".compiled-types-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(join(folder, "up"));
  const uses = rows.map(([row, payload, input], index) => {
    const message = defineMessage({ name: `up/m${index}`, title: row, payload });
    // As a source: declarations are looked at with those of all libraries, or not at all.
    writeFileSync(join(folder, `up/m${index}.ts`), compileMessage(message).dts);
    const name = `upM${index}`;
    return `
      import { ${name} } from "./up/m${index}.js";
      export const input${index}: MessageInput<typeof ${name}> = ${input};
      ${name}.encode(input${index});
      ${name}.encode(${input});
      ${name}.encode(${name}.decode(buffer));
      if (${name}.is(given)) ${name}.toJson(given);
      export const value${index}: MessageValue<typeof ${name}> = ${name}.decode(buffer);
      export const json${index}: MessageJson<typeof ${name}> = ${name}.toJson(value${index});
      export const message${index}: Message = ${name};
      // @ts-expect-error No value is a symbol.
      ${name}.encode(Symbol());
      // @ts-expect-error And none is made of them.
      ${name}.encode([[Symbol()]]);`;
  });
  const imports =
    'import type { Message, MessageInput, MessageJson, MessageValue } from "@wirebook/codec/runtime";';
  writeFileSync(
    join(folder, "use.ts"),
    [imports, 'const buffer = Buffer.from("00", "hex");', "declare const given: unknown;", ...uses].join(
      "\n",
    ),
  );
  const compilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: "nodenext",
    target: "es2023",
    types: ["node"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["use.ts"] }));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("of modules that were compiled ahead of time", () => {
  test.each(compilers)(
    "what comes out and goes in is typed, however it holds itself, under %s",
    (compiler) => {
      const { stdout } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
      expect(stdout).toBe("");
    },
  );

  test("what goes in is another type only where there are bytes in it", () => {
    const dts = (payload: Schema) => compileMessage(defineMessage({ name: "up/m", title: "M", payload })).dts;
    expect(dts(Integer())).toContain('export declare const upM: Message<UpM, UpMJson, "up/m", UpM>;');
    expect(dts(Bytes())).toContain('export declare const upM: Message<UpM, UpMJson, "up/m", UpMInput>;');
    expect(dts(Bytes())).toContain("export type UpMInput = Uint8Array;");
  });
});
