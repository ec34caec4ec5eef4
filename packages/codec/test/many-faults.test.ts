import { Open, Type } from "@wirebook/codec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";
import "wirebook-test/checks/seed";

/*
 * Payloads with more faults than are told: each engine has to keep the same ones, however early it knows that it may stop.
 */

const bad: fc.Arbitrary<number[]> = fc.constantFrom<number[][]>(
  [0x61, 0xff],
  [0x7f, 0x61, 0xff, 0x61, 0x61, 0xff],
  [0x7f, 0x61, 0x61, 0x61, 0xff, 0x61, 0xfe, 0xff],
);
const scalar: fc.Arbitrary<number[]> = fc.constantFrom<number[][]>(
  [0x00],
  [0x17],
  [0x41, 0x01],
  [0x61, 0x61],
  [0x61, 0x62],
  [0xf4],
  [0xf6],
  [0xf7],
  [0x18, 0x20],
  [0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x42, 0x01, 0x02],
  [0x62, 0xc3, 0xa4],
  [0xe0],
  [0xf8, 0x20],
  [0xf9, 0x3c, 0x00],
  [0xf9, 0x7e, 0x00],
  [0xc1, 0x00],
  [0xa1, 0x61, 0x61, 0x00],
  [0xa1, 0x41, 0x61, 0x00],
  [0x82, 0x00, 0x18, 0x20],
);

function head(major: number, count: number): number[] {
  return count < 24 ? [(major << 5) | count] : [(major << 5) | 24, count];
}

/** Items of faults and of little else, as their bytes. */
const { item, key } = fc.letrec<{ item: number[]; key: number[] }>((tie) => {
  const items = fc.array(tie("item"), { maxLength: 6 });
  const members = fc.array(fc.tuple(tie("key"), tie("item")), { maxLength: 6 });
  return {
    key: fc.oneof({ maxDepth: 3 }, scalar, bad, tie("item")),
    item: fc.oneof(
      { maxDepth: 4, depthSize: "large" },
      bad,
      scalar,
      items.map((inside) => [...head(4, inside.length), ...inside.flat()]),
      items.map((inside) => [0x9f, ...inside.flat(), 0xff]),
      members.map((inside) => [...head(5, inside.length), ...inside.flat(2)]),
      members.map((inside) => [0xbf, ...inside.flat(2), 0xff]),
      tie("item").map((inside) => [0xc1, ...inside]),
    ),
  };
});
const rows = fc.oneof(
  fc.array(item, { minLength: 8, maxLength: 30 }),
  // Of what is passed at a glance, with something in it now and then that is not.
  fc.array(fc.oneof({ arbitrary: scalar, weight: 60 }, { arbitrary: item, weight: 1 }), {
    minLength: 20,
    maxLength: 90,
  }),
  fc
    .tuple(scalar, fc.integer({ min: 30, max: 90 }), item)
    .map(([one, many, last]) => [...Array<number[]>(many).fill(one), last, one]),
);
/** Keys that a schema may declare, or that are called as such, in whatever spelling. */
const likely: fc.Arbitrary<number[]> = fc.constantFrom<number[][]>(
  [0x01],
  [0x18, 0x01],
  [0x61, 0x31],
  [0x63, 0x61, 0x6c, 0x67],
  [0x78, 0x03, 0x61, 0x6c, 0x67],
  [0x7f, 0x63, 0x61, 0x6c, 0x67, 0xff],
  [0x61, 0x61],
  [0x78, 0x01, 0x62],
  [0x20],
  [0x1b, 0, 0, 0, 0, 0, 0, 0, 1],
);
/** A map of more wrong members than are told, each under a key of its own, with a few that may be any. */
const crowded = fc
  .tuple(
    fc.integer({ min: 17, max: 60 }),
    fc.array(fc.tuple(fc.nat(59), likely, fc.oneof(scalar, item)), { maxLength: 4 }),
  )
  .map(([many, few]) => {
    const members = Array.from({ length: many }, (_, at) => [[0x19, 0x10, at, 0xf7]]);
    for (const [at, name, value] of few) (members[at % many] as number[][]).push([...name, ...value]);
    const all = members.flat();
    return [...head(5, all.length), ...all.flat()];
  });
const payloads = fc.oneof(
  crowded,
  crowded.map((inside) => [0xa2, 0x61, 0x62, ...inside, 0x63, 0x61, 0x6c, 0x67, 0x00]),
  rows.map((inside) => [...head(4, inside.length), ...inside.flat()]),
  rows.map((inside) => [0xa1, 0x61, 0x61, ...head(4, inside.length), ...inside.flat()]),
  fc
    .array(fc.tuple(key, item), { minLength: 8, maxLength: 30 })
    .map((inside) => [...head(5, inside.length), ...inside.flat(2)]),
  fc
    .tuple(rows, key, item)
    .map(([inside, name, last]) => [
      0xa2,
      0x61,
      0x61,
      ...head(4, inside.length),
      ...inside.flat(),
      ...name,
      ...last,
    ]),
);

const schemas = {
  open: Open({
    a: Type.Optional(Type.Array(Type.Unknown())),
    b: Type.Optional(Type.Object({ a: Type.Integer() })),
  }),
  closed: Type.Object({
    a: Type.Optional(Type.Array(Type.String())),
    b: Type.Optional(Type.Record(Type.String(), Type.Integer())),
  }),
  keyed: Type.Object({
    alg: Type.Integer({ key: 1 }),
    b: Type.Optional(Type.Object({ a: Type.Null(), alg: Type.Integer({ key: 1 }) })),
  }),
  record: Type.Record(Type.String(), Type.Integer()),
  unknown: Type.Unknown(),
  unique: Type.Array(Type.String(), { uniqueItems: true }),
  required: Open({ a: Type.Unknown(), z: Type.Integer() }),
};

test.each(Object.entries(schemas))("%s: every engine tells the same faults", (name, payload) => {
  const messages = engines.map((engine) => define({ name: `up/${name}`, title: name, payload }, { engine }));
  let full = 0;
  fc.assert(
    fc.property(payloads, (bytes) => {
      const [expected, ...others] = messages.map((message) => {
        const result = message.safeDecode(Uint8Array.from(bytes));
        return result.ok ? [] : result.error.issues;
      });
      if (expected?.length === 16) full++;
      for (const issues of others) expect(issues).toEqual(expected);
    }),
    { numRuns: 150 },
  );
  expect(full).toBeGreaterThan(20);
});

test.each(engines)("%s engine: more members than a call has room for", (engine) => {
  const message = define({ name: "up/wide", title: "Wide", payload: Type.Unknown() }, { engine });
  const wide = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, index]));
  for (const run of [message.fromJson, message.toJson, message.encode]) {
    expect(() => run(wide)).toThrow(expect.objectContaining({ code: "limit" }));
  }
});
