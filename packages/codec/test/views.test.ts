/** What holds of all views: the engines tell of each alike, they stand wherever a field does, and their schemas are true. */
import { CodecError, Enum, type Limits, type Message, Type } from "@wirebook/codec";
import { compileMessage } from "@wirebook/codec/compile";
import { readPlan } from "@wirebook/codec/plan";
import * as runtime from "@wirebook/codec/runtime";
import * as small from "@wirebook/codec/small";
import * as views from "@wirebook/codec/views";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valuesOf } from "wirebook-test/arbitrary";
import type { Schema } from "wirebook-test/checks/codec";
import { fromHex, show, toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import "wirebook-test/checks/seed";
import { mutate } from "wirebook-test/proof/codec/mutate";
import { createRandom } from "wirebook-test/proof/codec/random";
import { type ViewRow, viewRows } from "./checks/views.ts";

/** The engines, and a module that was compiled ahead of time. */
const sides = [...engines, "ahead"] as const;

function definedBy(schema: Schema, side: (typeof sides)[number], limits: Partial<Limits> = {}): Message {
  const definition = { name: "test/view", title: "View", payload: schema } as const;
  if (side !== "ahead") return define(definition, { engine: side, limits }) as Message;
  const { js } = compileMessage(define(definition, { engine: "interpreted", limits }) as Message, {
    exportName: "message",
  });
  const body = js
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/runtime";$/m, "const $1 = runtime;")
    .replace(/^import (\{.*\}) from "@wirebook\/codec\/views";$/m, "const $1 = views;")
    .replace(/^export const message =/m, "return");
  return new Function("runtime", "views", `"use strict";${body}`)(runtime, views);
}

/** Where a view may stand: what is around the schema, the value, and the payload. */
const places: Record<
  string,
  { schema: (one: Schema) => Schema; value: (one: unknown) => unknown; hex: (one: string) => string }
> = {
  "by itself": { schema: (one) => one, value: (one) => one, hex: (one) => one },
  "in an object": {
    schema: (one) => Type.Object({ a: Type.Optional(one), b: Type.Boolean() }),
    value: (one) => ({ a: one, b: true }),
    hex: (one) => `a26161${one}6162f5`,
  },
  "in an array": {
    schema: (one) => Type.Array(one),
    value: (one) => [one, one],
    hex: (one) => `82${one}${one}`,
  },
  "in a union": { schema: (one) => Type.Union([Type.Null(), one]), value: (one) => one, hex: (one) => one },
  "in a record": {
    schema: (one) => Type.Record(Type.Integer(), one),
    value: (one) => ({ 5: one }),
    hex: (one) => `a105${one}`,
  },
};

/** What becomes of an argument, with every issue. */
function outcomeOf(run: () => unknown): string {
  try {
    return `accepted ${show(run())}`;
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return error.issues.map(({ message }) => message).join("; ");
  }
}

const made = new WeakMap<Schema, Map<string, Message>>();

/** Each message is defined once. */
function defined(schema: Schema, side: (typeof sides)[number], limits: Partial<Limits>): Message {
  const key = `${side} ${JSON.stringify(limits)}`;
  const known = made.get(schema) ?? new Map<string, Message>();
  made.set(schema, known);
  const message = known.get(key) ?? definedBy(schema, side, limits);
  known.set(key, message);
  return message;
}

/** Lets all engines do something, of which the outcome must be the same. */
function alike(schema: Schema, run: (message: Message) => unknown, limits: Partial<Limits> = {}): string {
  const outcomes = sides.map((side) => outcomeOf(() => run(defined(schema, side, limits))));
  expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
  return outcomes[0] as string;
}

test("no view has the name of a piece of a runtime, beside which a module imports it", () => {
  expect(Object.keys(views).filter((name) => name in runtime || name in small)).toEqual([]);
});

describe.each(viewRows.map((row) => [row.row, row] as const))("%s", (_, row: ViewRow) => {
  describe.each(Object.entries(places))("%s", (place, { schema, value, hex }) => {
    const whole = schema(row.schema);
    test("all engines read alike what is right, and write it alike", () => {
      for (const one of row.accepted) {
        expect(alike(whole, (message) => message.decode(fromHex(hex(one.hex))))).toBe(
          `accepted ${show(value(one.value))}`,
        );
        expect(alike(whole, (message) => toHex(message.encode(value(one.value))))).toContain(
          hex(one.written ?? one.hex),
        );
        expect(alike(whole, (message) => message.toJson(value(one.value)))).toBe(
          `accepted ${show(value(one.json))}`,
        );
        expect(alike(whole, (message) => message.fromJson(value(one.json)))).toBe(
          `accepted ${show(value(one.value === 0 ? 0 : one.value))}`,
        );
        expect(alike(whole, (message) => JSON.parse(message.transcode(fromHex(hex(one.hex)))))).toBe(
          `accepted ${show(value(one.json))}`,
        );
        for (const limits of [{ items: 1 }, { items: 3 }, { depth: 1 }, { bytes: 8 }]) {
          alike(whole, (message) => message.decode(fromHex(hex(one.hex))), limits);
          alike(whole, (message) => message.encode(value(one.value)), limits);
          alike(whole, (message) => message.fromJson(value(one.json)), limits);
        }
      }
    });

    test("all engines tell alike what is wrong, and where", () => {
      const isNull = (one: string) => place === "in a union" && one === "f6";
      for (const one of row.unexpectedHex.filter((given) => !isNull(given))) {
        expect(alike(whole, (message) => message.decode(fromHex(hex(one))))).toMatch(/^unexpected at byte/);
      }
      const isWrong = (one: unknown) => one !== undefined && !(place === "in a union" && one === null);
      for (const one of row.unexpectedValues.filter(isWrong)) {
        expect(alike(whole, (message) => message.encode(value(one)))).toMatch(/^unexpected/);
      }
      for (const one of row.unexpectedJson.filter(isWrong)) {
        expect(alike(whole, (message) => message.fromJson(value(one)))).toMatch(/^unexpected/);
      }
    });
  });

  const message = definedBy(row.schema, "compiled");

  test("Ajv accepts what fromJson accepts, as far as JSON Schema can say it", () => {
    const ajv = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      validateFormats: false,
      keywords: ["cborView", "cborTag", "unit"],
    });
    const isValid = ajv.compile(message.schema);
    for (const { json } of row.accepted) expect([json, isValid(json)]).toEqual([json, true]);
    const beyond = new Set(row.beyondSchema?.map(show));
    for (const json of row.unexpectedJson)
      expect([json, isValid(json)]).toEqual([json, beyond.has(show(json))]);
  });

  test("its schema says all that its plan does", () => {
    const plan = readPlan(JSON.parse(JSON.stringify(message.schema)));
    expect(show(plan).replaceAll(/\(.*?=>/g, "")).toBe(
      show(readPlan(message.schema)).replaceAll(/\(.*?=>/g, ""),
    );
  });

  test("whatever is read is written and read again, in every form", () => {
    const values = valuesOf(readPlan(message.schema));
    fc.assert(
      fc.property(values, (value) => {
        const payload = alike(row.schema, (one) => toHex(one.encode(value))).replace(/^accepted /, "");
        expect(alike(row.schema, (one) => one.decode(fromHex(JSON.parse(payload))))).toBe(
          `accepted ${show(value)}`,
        );
        const json = JSON.parse(JSON.stringify(message.toJson(value)));
        expect(alike(row.schema, (one) => one.fromJson(json))).toBe(`accepted ${show(value)}`);
        expect(alike(row.schema, (one) => one.toJson(value))).toBe(`accepted ${show(json)}`);
        const text = JSON.stringify(message.toJson(value));
        expect(alike(row.schema, (one) => one.transcode(fromHex(JSON.parse(payload))))).toBe(
          `accepted ${show(text)}`,
        );
      }),
      { numRuns: 12 },
    );
  });

  test("all engines tell alike of payloads that are changed at random", () => {
    const payloads = row.accepted.map(({ hex }) => fromHex(`82${hex}${hex}`));
    const whole = Type.Array(row.schema);
    const twins = sides.map((side) => definedBy(whole, side));
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...payloads), (seed, payload) => {
        const changed = mutate(payload, createRandom(seed));
        for (const verb of ["decode", "transcode"] as const) {
          const outcomes = twins.map((twin) => outcomeOf(() => twin[verb](changed)));
          expect(outcomes).toEqual(outcomes.map(() => outcomes[0]));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(sides)("the text of a view, of the %s engine,", (side) => {
  const words = { ein: 0, zwölf: 1, [`"${"lang ".repeat(200)}"`]: 2 };
  const message = definedBy(Type.Object({ a: Type.Array(Enum(words)), b: Type.String() }) as Schema, side);

  test.each([
    ["is not all ASCII", [0, 1, 0]],
    ["is longer than what there is room for at first", Array<number>(500).fill(2)],
    ["is long at last", [...Array<number>(500).fill(0), 2, 2, 2, 2]],
  ])("may be one that %s", (_, numbers) => {
    const names = Object.keys(words);
    const json = { a: numbers.map((number) => names[number]), b: "x".repeat(300) };
    expect(message.transcode(message.encode(message.fromJson(json)))).toBe(JSON.stringify(json));
  });
});
