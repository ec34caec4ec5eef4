import { CodecError, type Message } from "@wirebook/codec";
import { readPlan } from "@wirebook/codec/plan";
import { messages } from "@wirebook/schemas";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valuesOf } from "wirebook-test/arbitrary";
import type { Schema } from "wirebook-test/checks/codec";
import { show, toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import "wirebook-test/checks/seed";
import { mutate } from "wirebook-test/proof/codec/mutate";
import { createRandom } from "wirebook-test/proof/codec/random";
import { respell } from "wirebook-test/proof/codec/respell";

const numRuns = 50;

/** Streams of random numbers, of which fast-check keeps the seed. */
const streams = fc.nat().map(createRandom);

/** Values are equal where they show alike: −0, bigints, bytes and the order of members included. */
function same(one: unknown, other: unknown): void {
  expect(show(one)).toBe(show(other));
}

describe.each(messages.map((message) => ({ name: message.name, schema: message.schema as Schema })))(
  "$name",
  ({ name, schema }) => {
    const plan = readPlan(schema as Message["schema"]);
    const values = valuesOf(plan);
    const twins = engines.map((engine) =>
      define({ name, title: name, payload: schema }, { engine, limits: { depth: 24 } }),
    );
    const [first] = twins as [Message, ...Message[]];

    describe.each(twins.map((message, index) => ({ engine: engines[index], message })))(
      "the $engine engine",
      ({ message }) => {
        test("decode undoes encode", () => {
          fc.assert(
            fc.property(values, (value) => same(message.decode(message.encode(value)), value)),
            { numRuns },
          );
        });

        test("fromJson undoes toJson for declared members, -0 aside", () => {
          fc.assert(
            fc.property(valuesOf(plan, true), (value) => {
              same(withOneZero(message.fromJson(message.toJson(value))), withOneZero(value));
            }),
            { numRuns },
          );
        });

        test("transcode is JSON.stringify of toJson of decode", () => {
          fc.assert(
            fc.property(values, streams, (value, random) => {
              const payload = respell(message.encode(value), random);
              expect(message.transcode(payload)).toBe(
                JSON.stringify(message.toJson(message.decode(payload))),
              );
            }),
            { numRuns },
          );
        });

        test("any bytes end in a value or a CodecError", () => {
          const damaged = fc
            .tuple(values, streams)
            .map(([value, random]) => mutate(message.encode(value), random));
          fc.assert(
            fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), damaged), (payload) => {
              const result = message.safeDecode(payload);
              if (result.ok) expect(message.is(result.value)).toBe(true);
              else expect(() => message.transcode(payload)).toThrow(CodecError);
            }),
            { numRuns: 4 * numRuns },
          );
        });

        test("a payload in another spelling is the same value, members in their order of arrival", () => {
          fc.assert(
            fc.property(values, streams, (value, random) => {
              expect(withoutLists(message.decode(respell(message.encode(value), random)))).toEqual(value);
            }),
            { numRuns },
          );
        });
      },
    );

    test("what one engine encodes another decodes, and all write the same bytes", () => {
      fc.assert(
        fc.property(values, (value) => {
          const payload = first.encode(value);
          for (const message of twins) {
            expect(toHex(message.encode(value))).toBe(toHex(payload));
            same(message.decode(payload), value);
          }
        }),
        { numRuns },
      );
    });
  },
);

/** A value without the lists of its undeclared members, which say in which order they came. */
function withoutLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLists);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutLists(member)]));
}

/** JSON has one zero. */
function withOneZero(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withOneZero);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withOneZero(member)]));
}
