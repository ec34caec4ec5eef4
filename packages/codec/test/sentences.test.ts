/**
 * The texts of faults: each stands once in the source, and engines tell no others.
 */
import { readdirSync, readFileSync } from "node:fs";
import {
  type CodecError,
  defineMessage,
  type Issue,
  isCodecError,
  type Message,
  Open,
  Type,
} from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { smallOf } from "wirebook-test/checks/engines";
import hostile from "wirebook-test/vectors/hostile.json" with { type: "json" };
import * as sentences from "../src/sentences.ts";

const texts = Object.values(sentences).filter((text) => typeof text === "string");
const { another, atMost, chunkOf, oneOf, reservedInformation } = sentences;
/** What functions put together, up to what they are given. */
const begun = [another("…"), atMost(0, "bytes"), chunkOf("byte"), oneOf(0), reservedInformation(0)].map(
  (text) => /^.*?(?=…|0|byte)/.exec(text)?.[0] as string,
);

const source = new URL("../src/", import.meta.url);
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && name !== "sentences.ts")
  .map((name) => [name, readFileSync(new URL(name, source), "utf8")] as const);

describe("a text of a fault", () => {
  test.each(texts.map((text) => [text]))("%s stands once", (text) => {
    // A name of a kind or of a limit is no sentence.
    expect(files.filter(([, code]) => code.includes(`"${text}"`)).map(([name]) => name)).toEqual([]);
  });

  test.each(begun.map((text) => [text]))("%s… stands once", (text) => {
    expect(files.filter(([, code]) => code.includes(`\`${text}$`)).map(([name]) => name)).toEqual([]);
  });

  test.each([...texts, ...begun].map((text) => [text]))("%s is a part of a sentence", (text) => {
    expect(text).toMatch(/^[a-z]/);
    expect(text).not.toMatch(/[.;:!?]$| {2}|\b(?:has to|shall|should|must)\b/);
  });

  test("is another than all others", () => {
    expect(new Set(texts).size).toBe(texts.length);
  });
});

/** Payloads that are wrong in every way, and payloads of many more that are cut or changed. */
const payloads = [
  ...hostile.cases.flatMap(({ hex }) => (hex === undefined ? [] : [Buffer.from(hex, "hex")])),
  ...[
    "5f4100",
    "7f6161",
    "1c",
    "3f",
    "df00",
    "f818",
    "ff",
    "a101",
    "00ff",
    "a2616101616102",
    "61ff",
    "a180f6",
  ].map((hex) => Buffer.from(hex, "hex")),
  ...["a1f701", "fe", "a0", "80", "f97e00", "1b7fffffffffffffff", "c001", "8363616263fbffff", "a10101"].map(
    (hex) => Buffer.from(hex, "hex"),
  ),
];

const schemas = {
  anything: Type.Unknown(),
  closed: Type.Object({ a: Type.Integer(), b: Type.Optional(Type.String()) }),
  open: Open({ a: Type.Optional(Type.Integer({ maximum: 5 })) }),
  list: Type.Array(Type.Number({ minimum: 0 }), { maxItems: 2 }),
  record: Type.Record(Type.Integer(), Type.Boolean()),
};

function enginesOf(payload: (typeof schemas)[keyof typeof schemas]): Message[] {
  const define = (engine: "compiled" | "interpreted") =>
    defineMessage(
      { name: "up/x", title: "X", payload },
      { engine, limits: { depth: 3, items: 30, bytes: 300 } },
    );
  const interpreted = define("interpreted") as unknown as Message;
  return [define("compiled") as unknown as Message, interpreted, smallOf(interpreted)];
}

/** The issues that an engine tells of a payload or of a value. */
function told(run: () => unknown): readonly Issue[] {
  try {
    run();
    return [];
  } catch (error) {
    if (isCodecError(error)) return (error as CodecError).issues;
    throw error;
  }
}

const kinds =
  /^(?:another )?(?:integer|bytes|text|array|map|tag \d+|boolean|null|undefined|float|number|bigint|symbol|function|object of a class|a simple value)$/;
const ofTable = (text: string) =>
  (texts as readonly string[]).includes(text) || begun.some((part) => text.startsWith(part));

describe.each(Object.entries(schemas))("what engines tell of a payload for %s", (_, schema) => {
  test("comes from the table, and is the same of all of them", () => {
    const [first, ...others] = enginesOf(schema) as [Message, ...Message[]];
    for (const payload of payloads) {
      const issues = told(() => first.decode(payload));
      for (const { code, expected, found, message } of issues) {
        if (code !== "unexpected") expect(expected).toSatisfy(ofTable);
        if (found !== undefined && code !== "limit") {
          expect(found).toSatisfy((text: string) => ofTable(text) || kinds.test(text));
        }
        expect(message).toContain(`: expected ${expected}`);
      }
      for (const other of others) expect(told(() => other.decode(payload))).toEqual(issues);
    }
  });

  test("and of a value too", () => {
    const [first, ...others] = enginesOf(schema) as [Message, ...Message[]];
    const values = [
      undefined,
      "\ud800",
      { "\ud800": 1 },
      { a: 7, c: 1n },
      [1, [2, [3, [4]]]],
      [-1, NaN, 3],
      new Map(),
    ];
    for (const value of [
      ...values,
      { 1: true, x: true },
      { a: { valueOf: 1 } },
      Array(40).fill(0),
      Symbol("x"),
    ]) {
      const issues = told(() => first.encode(value));
      for (const { found } of issues) {
        if (found !== undefined) expect(found).toSatisfy((text: string) => ofTable(text) || kinds.test(text));
      }
      for (const other of others) expect(told(() => other.encode(value))).toEqual(issues);
    }
  });
});
