import { Open, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { define } from "wirebook-test/checks/engines";
import { createRandom } from "wirebook-test/proof/codec/random";
import { generate } from "../src/compiled/generate/generate.ts";
import * as runtime from "../src/compiled/runtime/runtime.ts";
import { fromHex, planOf } from "./generating.ts";

const limits = { bytes: 1 << 20, depth: 16, items: 200 };

/** A generated function by itself: nothing stands behind it that decides what it leaves. */
function alone<Result = string>(
  payload: Schema,
  verb: "decode" | "transcode" = "transcode",
): (bytes: Uint8Array) => Result | undefined {
  const { text, helpers } = generate(planOf(payload), limits, [verb], ({ name }) => name);
  return new Function("runtime", `const { ${helpers.join(", ")} } = runtime; ${text} return ${verb};`)(
    runtime,
  );
}

function reference(payload: Schema) {
  return define({ name: "up/open", title: "Open", payload }, { engine: "reference", limits });
}

const bytesOf = (hex: string) => fromHex(hex.replaceAll(" ", ""));

const open = Open({ a: Type.Integer(), b: Type.Optional(Type.String()) });
const keyed = Open({ alg: Type.Integer({ key: 1 }), kid: Type.Optional(Type.String({ key: 4 })) });
const optional = Open({ a: Type.Optional(Type.Integer()), b: Type.Optional(open) });
const texts = Type.Record(Type.String(), Type.Number());
const integers = Type.Record(Type.Integer(), Type.Array(Type.Boolean()));
/** Each with the member that it cannot be without. */
const schemas: [string, Schema, string?][] = [
  ["open", open, "616101"],
  ["keyed", keyed, "0126"],
  ["optional", optional],
  ["empty", Open({})],
  ["unknown", Type.Unknown()],
  ["texts", texts],
  ["integers", integers],
];

describe("in one pass becomes text", () => {
  test.each<[string, Schema, string, string]>([
    ["an unknown member", open, "a2 6161 01 6178 f5", '{"a":1,"x":true}'],
    ["one in front of the others", open, "a2 6178 f5 6161 01", '{"a":1,"x":true}'],
    ["one between them", open, "a3 6161 01 6178 f6 6162 6179", '{"a":1,"b":"y","x":null}'],
    ["several, in order of arrival", open, "a3 617a 01 6161 02 6179 20", '{"a":2,"z":1,"y":-1}'],
    ["one with a longer head", open, "a2 780161 01 780178 1801", '{"a":1,"x":1}'],
    ["one of indefinite length", open, "bf 6161 01 6178 9f 01 ff ff", '{"a":1,"x":[1]}'],
    ["one that is a map in a map", open, "a2 6161 01 6178 a1 6179 a0", '{"a":1,"x":{"y":{}}}'],
    ["one whose key is escaped", open, "a2 6161 01 6122 62 0a5c", '{"a":1,"\\"":"\\n\\\\"}'],
    ["one that is not ASCII", open, "a2 6161 01 62c3a4 62c3bc", '{"a":1,"ä":"ü"}'],
    ["one called __proto__", open, "a2 6161 01 695f5f70726f746f5f5f a0", '{"a":1,"__proto__":{}}'],
    ["bytes", open, "a2 6161 01 6178 430102ff", '{"a":1,"x":"AQL/"}'],
    [
      "floats",
      open,
      "a2 6161 01 6178 83 f93e00 fa3dcccccd fb8000000000000000",
      '{"a":1,"x":[1.5,0.10000000149011612,0]}',
    ],
    [
      "wide integers",
      open,
      "a2 6161 01 6178 82 1bffffffffffffffff 3b001fffffffffffff",
      '{"a":1,"x":["18446744073709551615","-9007199254740992"]}',
    ],
    ["one where nothing is declared", Open({}), "a1 6178 00", '{"x":0}'],
    ["none at all", Open({}), "a0", "{}"],
    ["one behind optional members that are missing", optional, "a1 6178 00", '{"x":0}'],
    ["one in a map in a map", optional, "a1 6162 a2 6178 00 6161 01", '{"b":{"a":1,"x":0}}'],
    ["one beside keys of integers", keyed, "a2 01 26 6178 00", '{"alg":-7,"x":0}'],
    ["whatever comes", Type.Unknown(), "83 01 a1 6178 f4 40", '[1,{"x":false},""]'],
    ["a record of texts", texts, "a2 6178 01 62c3a4 f93e00", '{"x":1,"ä":1.5}'],
    ["a record of integers", integers, "a2 00 81 f5 1864 80", '{"0":[true],"100":[]}'],
  ])("%s", (_what, payload, hex, text) => {
    const transcode = alone(payload);
    // Twice: what came before is what is expected first.
    expect(transcode(bytesOf(hex))).toBe(text);
    expect(transcode(bytesOf(hex))).toBe(text);
    expect(reference(payload).transcode(bytesOf(hex))).toBe(text);
  });
});

describe("is left to the other engine", () => {
  const many = (count: number) =>
    `b8 ${(count + 1).toString(16)} 6161 01 ${Array.from({ length: count }, (_, index) => `62 78${(0x61 + index).toString(16)} 00`).join("")}`;
  test.each<[string, Schema, string]>([
    ["an unknown key twice", open, "a3 6161 01 6178 00 6178 00"],
    ["an unknown key twice, in two heads", open, "a3 6161 01 6178 00 780178 00"],
    ["a key twice further in", open, "a2 6161 01 6178 a2 6179 00 6179 00"],
    ["a declared key twice", open, "a3 6161 01 6178 00 6161 01"],
    ["a name that JavaScript puts first", open, "a2 6161 01 6131 00"],
    ["one further in", open, "a2 6161 01 6178 a1 6137 00"],
    ["a key that is no text", open, "a2 6161 01 05 00"],
    ["the name of a member that has another key", keyed, "a2 01 26 63616c67 00"],
    ["a tag", open, "a2 6161 01 6178 c1 00"],
    ["undefined", open, "a2 6161 01 6178 f7"],
    ["a number that is none", open, "a2 6161 01 6178 f97e00"],
    ["a text in chunks", open, "a2 6161 01 6178 7f 6161 ff"],
    ["a text that is no UTF-8", open, "a2 6161 01 6178 62 c3c3"],
    ["a key that is no UTF-8", open, "a2 6161 01 61ff 00"],
    ["an end too soon", open, "a2 6161 01 6178"],
    ["an end in a key", open, "a2 6161 01 6578"],
    ["an end in a number", open, "a2 6161 01 6178 fb00"],
    ["an end in an array", open, "a2 6161 01 6178 83 01"],
    ["a missing member", open, "a1 6178 00"],
    ["more members than are compared", open, many(60)],
    ["the same in a record of texts, a key twice", texts, "a2 6178 01 6178 02"],
    ["a record of integers in another order", integers, "a2 02 80 01 80"],
    ["a record of integers, a key twice", integers, "a2 02 80 02 80"],
    ["a record of integers below 0", integers, "a1 20 80"],
    ["a record of integers with a text", integers, "a1 6131 80"],
    ["too many levels", Type.Unknown(), `${"81".repeat(17)} 00`],
    ["too many items", Type.Unknown(), `98 c8 ${"00".repeat(200)}`],
  ])("%s", (_what, payload, hex) => {
    const transcode = alone(payload);
    expect(transcode(bytesOf(hex))).toBeUndefined();
    expect(transcode(bytesOf(hex))).toBeUndefined();
  });
});

describe.each(schemas)("what is written in one pass is right: %s,", (name, payload, needed) => {
  const judge = reference(payload);
  const transcode = alone(payload);
  const decode = alone<unknown>(payload, "decode");
  const random = createRandom(name.length * 8949);
  const { pick } = random;
  const names = ["6161", "6162", "6163", "780161", "62c3a4", "6131", "6122", "60", "01", "04", "63616c67"];
  const scalars = [
    "00",
    "1818",
    "20",
    "f4",
    "f6",
    "f7",
    "60",
    "6161",
    "62c3bc",
    "4101",
    "40",
    "f93e00",
    "f97e00",
    "fb3ff199999999999a",
    "1bffffffffffffffff",
    "c100",
    "61ff",
    "7f6161ff",
  ];

  function item(levels: number): string {
    if (levels === 0 || random.oneIn(2)) return pick(scalars);
    const count = random.below(4);
    const isOpen = random.oneIn(3);
    const isMap = random.oneIn(2);
    const inside = Array.from({ length: count }, () => (isMap ? pick(names) : "") + item(levels - 1)).join(
      "",
    );
    const head = ((isMap ? 0xa0 : 0x80) | (isOpen ? 31 : count)).toString(16);
    return `${head}${inside}${isOpen ? "ff" : ""}`;
  }

  function map(): string {
    const members = Array.from({ length: random.below(6) }, () => pick(names) + item(2));
    if (needed !== undefined) members.splice(random.below(members.length + 1), 0, needed);
    return `${(0xa0 | members.length).toString(16)}${members.join("")}`;
  }

  test("of maps of all kinds, whole and with a byte changed", () => {
    let written = 0;
    for (let round = 0; round < 1500; round++) {
      const bytes = fromHex(map());
      if (round % 2 === 1) bytes[random.below(bytes.length)] = random.below(256);
      const expected = judge.safeDecode(bytes);
      const value = decode(bytes);
      if (value !== undefined) expect({ ok: true, value }).toEqual(expected);
      const text = transcode(bytes);
      if (text === undefined) continue;
      written++;
      expect(text).toBe(judge.transcode(bytes));
    }
    expect(written).toBeGreaterThan(15);
  });
});

test("members are read that came otherwise the last time", () => {
  const decode = alone<object>(open, "decode");
  const random = createRandom(8949);
  // One that is the longest to be remembered, one that is longer, one that is not ASCII, one that JavaScript puts first.
  const names = ["x", "y", "z".repeat(23), "z".repeat(24), "ä", "__proto__"];
  for (let round = 0; round < 500; round++) {
    const came = names.filter(() => random.oneIn(2)).sort(() => (random.oneIn(2) ? 1 : -1));
    const members = ["a", ...came].map((name) => {
      const text = Buffer.from(name).toString("hex");
      const length = text.length / 2;
      return `${length < 24 ? (0x60 | length).toString(16) : `78${length.toString(16)}`}${text}01`;
    });
    const bytes = bytesOf(`${(0xa0 | members.length).toString(16)}${members.join("")}`);
    expect(Object.entries(decode(bytes) ?? {})).toEqual(["a", ...came].map((name) => [name, 1]));
    // The last one once more, or a declared one.
    for (const again of [members.at(-1), members[0]] as string[]) {
      const twice = bytesOf(`${(0xa1 | members.length).toString(16)}${members.join("")}${again}`);
      if (members.length % 2 === 0) expect(decode(twice)).toBeUndefined();
    }
  }
});
