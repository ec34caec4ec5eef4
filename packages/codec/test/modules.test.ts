import {
  ArrayStruct,
  Cyclic,
  defineMessage,
  Embedded,
  type Message,
  Open,
  Tagged,
  Type,
} from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import * as runtime from "@wirebook/codec/runtime";
import * as small from "@wirebook/codec/small";
import * as views from "@wirebook/codec/views";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex } from "wirebook-test/checks/data";
import { outcomeOf, print } from "wirebook-test/proof/codec/differential";
import { rows as plainRows, type Row } from "./checks/mapping.ts";
import { viewRows } from "./checks/views.ts";

const { Integer, Literal, Object: Obj, Ref, Union } = Type;
const of = (row: string, schema: Schema, hex: readonly string[], values: readonly unknown[]): Row => {
  const none = { unexpectedJson: [], accepted: [] };
  return { row, schema, unexpectedHex: hex, unexpectedValues: values, ...none };
};

/** What is told apart, and what holds itself, in one another. */
const mixed: readonly Row[] = [
  of(
    "a default branch",
    Union([Obj({ k: Literal(1) }), Open({ k: Integer() })]),
    ["f6", "a0", "a1616b01", "a1616b02", "a1616b6161"],
    [null, {}, { k: 1 }, { k: 2 }],
  ),
  of(
    "a default branch of tuples",
    Union([Type.Tuple([Literal("a"), Integer()]), Type.Tuple([Type.String()])]),
    ["80", "816162", "82616101", "816161", "f6"],
    [[], ["b"], ["a", 1], ["a"], 1],
  ),
  of(
    "arrays of two lengths that hold themselves, beside another kind",
    Cyclic(
      { E: Union([ArrayStruct({ x: Ref("E") }), ArrayStruct({ a: Integer(), b: Integer() }), Integer()]) },
      "E",
    ),
    ["05", "8105", "820102", "81820102", "f6", "80", "83010203"],
    [5, { x: 5 }, { a: 1, b: 2 }, { x: { a: 1, b: 2 } }, {}, null],
  ),
  of(
    "a kept tag around itself",
    Cyclic({ E: Union([Tagged(5, Ref("E"), { keep: true }), Integer()]) }, "E"),
    ["f6", "01", "c501", "c5c501", "c6"],
    [1, { tag: 5, value: 1 }, { tag: 5, value: { tag: 5, value: 1 } }, "x", { tag: 6, value: 1 }],
  ),
  of(
    "a payload in itself, behind a tag that may be left out",
    Cyclic(
      {
        Env: Tagged(107, Obj({ v: Integer(), in: Type.Optional(Embedded(Ref("Env"))) }), { optional: true }),
      },
      "Env",
    ),
    ["a1617601", "a2617601 62696e a1617602", "a2617601 62696e 44a1617602", "d86ba1617601", "01"],
    [{ v: 1 }, { v: 1, in: { v: 2 } }, { v: 1, in: 2 }],
  ),
];

const forms = { js: runtime, small } as const;

/** The message of a module: what the module says is run here, where no file of it can be imported. */
function ahead(message: Message, form: keyof typeof forms): Message {
  const text = compileMessage(message, { exportName: "message" })[form];
  const body = text
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/(?:runtime|small)";$/m, "const $1 = runtime;")
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/views";$/m, "const $1 = views;")
    .replace(/^export const message =/m, "return");
  return new Function("runtime", "views", body)(forms[form], views) as Message;
}

describe.each(Object.keys(forms) as (keyof typeof forms)[])("a %s module", (form) => {
  test.each([...plainRows, ...viewRows, ...mixed])("of $row does what its definition does", (row) => {
    const payload = Obj({ v: row.schema as Schema });
    const message = defineMessage({ name: "up/ahead", title: "Ahead", payload });
    const module = ahead(message, form);
    const all = [...row.accepted.map(({ hex }) => hex), ...row.unexpectedHex, ...(row.invalidHex ?? [])];
    for (const hex of all.map((one) => `a16176${one.replaceAll(" ", "")}`)) {
      for (const bytes of [fromHex(hex), fromHex(hex).subarray(0, -1), fromHex(`${hex}00`)]) {
        for (const verb of ["decode", "transcode"] as const)
          expect(print(outcomeOf(() => module[verb](bytes)))).toBe(
            print(outcomeOf(() => message[verb](bytes))),
          );
      }
    }
    const values = [...row.accepted.map(({ value }) => value), ...row.unexpectedValues].map((v) => ({ v }));
    for (const value of [...values, null, {}]) {
      expect(module.is(value)).toBe(message.is(value));
      for (const verb of ["encode", "toJson"] as const) {
        const outcomes = [module, message].map((one) => print(outcomeOf(() => one[verb](value as never))));
        expect(outcomes[0]).toBe(outcomes[1]);
      }
    }
  });
});
