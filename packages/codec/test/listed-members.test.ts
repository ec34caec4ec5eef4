import { defineMessage, isCodecError, Open, Type, undeclared } from "@wirebook/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";
import "wirebook-test/checks/seed";

/*
 * Values with lists of their undeclared members: those that are right are written and converted at once, and what is wrong in
 * the others is told as if nobody had tried.
 */

const keyed = Open({ alg: Type.Optional(Type.Integer({ key: 1 })) });
const schemas: Record<string, Schema> = {
  keyed,
  anything: Type.Unknown(),
  list: Type.Array(Type.Unknown()),
  nested: Type.Object({ a: keyed, b: Type.Optional(Type.Unknown()) }),
};

const key: fc.Arbitrary<unknown> = fc.constantFrom<unknown[]>(
  1,
  1n,
  -1,
  33,
  2n ** 63n,
  1.5,
  -0,
  Number.NaN,
  "1",
  "alg",
  "x",
  true,
  null,
  Uint8Array.of(1),
  [1],
  { a: 1 },
  () => 1,
);
const { value } = fc.letrec<{ value: unknown }>((tie) => {
  const members = fc.dictionary(
    fc.constantFrom("33", "-1", "alg", "x", "a", "b", "__proto__"),
    tie("value"),
    {
      maxKeys: 4,
    },
  );
  const list = fc.array(
    fc.oneof(
      fc.record({ key, name: fc.constantFrom("33", "-1", "alg", "x", "a") }),
      fc.record({ key, value: tie("value") }),
    ),
    { maxLength: 5 },
  );
  return {
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown[]>(1, -0, "a", null, true, 5n, Number.NaN, Uint8Array.of(1, 2), "\ud800"),
      members,
      fc.tuple(members, list).map(([own, table]) => ({ ...own, [undeclared]: table })),
      fc.array(tie("value"), { maxLength: 3 }),
    ),
  };
});

/** What comes of it, as text that says all of it. */
function outcomeOf(run: () => unknown): unknown {
  try {
    const made = run();
    return made instanceof Uint8Array ? toHex(made) : made;
  } catch (error) {
    if (isCodecError(error)) return error.issues;
    throw error;
  }
}

test.each(Object.entries(schemas))("%s: every engine makes the same of a value with lists", (_, payload) => {
  const messages = engines.map((engine) => define({ name: "up/x", title: "X", payload }, { engine }));
  const given = payload === schemas.nested ? fc.record({ a: value, b: value }) : value;
  let right = 0;
  fc.assert(
    fc.property(given, (one) => {
      for (const verb of ["encode", "toJson", "is"] as const) {
        const [expected, ...others] = messages.map((message) => outcomeOf(() => message[verb](one as never)));
        for (const other of others) expect(other).toEqual(expected);
        if (typeof expected === "string") right++;
      }
    }),
    { numRuns: 300 },
  );
  expect(right).toBeGreaterThan(10);
});

describe.each(engines)("the %s engine", (engine) => {
  const of = (payload: Schema, limits = {}) =>
    define({ name: "up/x", title: "X", payload }, { engine, limits });

  test.each([
    ["in another order than the names", { 4: 0, 3: 1 }, [4, 3], "a204000301"],
    ["with a name twice, once", { 5: 0 }, [5, 5], "a10500"],
    ["with a name that is gone", { 6: 1 }, [5, 6], "a10601"],
    ["of some, before the others", { 7: 0, b: 1 }, [7], "a20700616201"],
  ])("writes a list %s", (_, own, keys, hex) => {
    const list = keys.map((one) => ({ key: one, name: `${one}` }));
    expect(toHex(of(schemas.anything as Schema).encode({ ...own, [undeclared]: list } as never))).toBe(hex);
    expect(toHex(of(keyed).encode({ ...own, [undeclared]: list } as never))).toBe(hex);
  });

  test("counts what a list says: keys and values are data items, of which there may be so many", () => {
    const one = { 5: [1, 2], [undeclared]: [{ key: 5, name: "5" }] };
    expect(() => of(schemas.anything as Schema, { items: 5 }).encode(one as never)).not.toThrow();
    for (const verb of ["encode", "toJson"] as const) {
      const run = () => of(schemas.anything as Schema, { items: 4 })[verb](one as never);
      expect(run).toThrow(expect.objectContaining({ code: "limit", instancePath: "/5/1" }));
    }
  });

  test("of a list, JSON has the members alone", () => {
    const one = { 5: [-0, 2n ** 60n], a: 1, [undeclared]: [{ key: 5, name: "5" }] };
    const json = of(schemas.anything as Schema).toJson(one as never) as object;
    expect(json).toEqual({ 5: [0, "1152921504606846976"], a: 1 });
    expect(Object.getOwnPropertySymbols(json)).toEqual([]);
  });
});

test("what cannot hold secrets is the same when they are hidden", () => {
  const message = defineMessage({ name: "up/x", title: "X", payload: Type.Unknown() });
  const one = { 5: [1], [undeclared]: [{ key: 5, name: "5" }] };
  expect(message.toJson(one as never, { redact: true })).toEqual({ 5: [1] });
});
