import { Bytes, type CodecError, jsonToCbor, type Message, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";

/*
 * A value in memory may hold the same part many times, so that it has more items and bytes than anything could visit:
 * what is read of it is counted here, by arrays that tell when somebody asks for an item of theirs.
 */

const limits = { items: 1000, bytes: 4000 };
/** Each item may be asked for by every pass over the value, of which there are a few. */
const MOST_READS = 8 * limits.items;

let reads = 0;

/** An array of the same item many times. */
function many(item: unknown, times = 40): unknown[] {
  const array: unknown[] = [];
  for (let index = 0; index < times; index++) {
    Object.defineProperty(array, index, {
      enumerable: true,
      configurable: true,
      get() {
        reads++;
        return item;
      },
    });
  }
  return array;
}

/** An item in arrays of arrays of it. */
function tower(item: unknown, levels: number): unknown {
  let value = item;
  for (let level = 0; level < levels; level++) value = many(value);
  return value;
}

const circle: unknown[] = [];
circle.push(circle, circle);
const ring: Record<string, unknown> = {};
ring.next = ring;
ring.other = ring;

let nested = Type.Array(Type.Integer()) as Type.TSchema;
for (let level = 0; level < 5; level++) nested = Type.Array(nested);

const long = "x".repeat(3000);

const rows: readonly [what: string, payload: Type.TSchema, value: unknown, told: string][] = [
  ["arrays in arrays", Type.Unknown(), tower(1, 15), "1000 data items"],
  ["arrays in arrays that a schema describes", nested, tower(1, 6), "1000 data items"],
  ["a circle of arrays", Type.Unknown(), circle, "16 levels"],
  ["a circle of objects", Type.Unknown(), ring, "16 levels"],
  ["a long text", Type.Unknown(), many(long, 900), "4000 bytes"],
  ["a long text that a schema describes", Type.Array(Type.String()), many(long, 900), "4000 bytes"],
  ["long bytes", Type.Array(Bytes()), many(new Uint8Array(3000), 900), "4000 bytes"],
  [
    "long bytes that are compared",
    Type.Array(Bytes(), { uniqueItems: true }),
    many(new Uint8Array(3000), 900),
    "4000 bytes",
  ],
];

/** The error that a call ends in. */
function errorOf(run: () => unknown): Partial<CodecError> {
  try {
    run();
  } catch (error) {
    return error as CodecError;
  }
  return {};
}

describe.each(engines)("%s engine: a value that is", (engine) => {
  describe.each(rows)("%s", (what, payload, value, told) => {
    const message = define(
      { name: "up/shared", title: what, payload },
      { engine, limits },
    ) as unknown as Message;
    test.each(["encode", "toJson"] as const)("ends %s at the limit, once that is passed", (verb) => {
      reads = 0;
      const { code, issues } = errorOf(() => message[verb](value));
      expect(code).toBe("limit");
      expect(issues?.[0]?.expected).toBe(`at most ${told}`);
      expect(reads).toBeLessThanOrEqual(MOST_READS);
    });

    test("is none that fits", () => {
      reads = 0;
      expect(message.is(value)).toBe(false);
      expect(reads).toBeLessThanOrEqual(MOST_READS);
    });
  });

  test("too long in its JSON form is refused before it is read", () => {
    const bytes = define({ name: "up/b", title: "B", payload: Type.Array(Bytes()) }, { engine, limits });
    const base64 = "AAAA".repeat(1500);
    reads = 0;
    const { code } = errorOf(() => bytes.fromJson(many(base64, 900)));
    expect(code).toBe("limit");
    expect(reads).toBeLessThanOrEqual(10);
    expect(bytes.fromJson([base64.slice(0, 5000)])).toEqual([new Uint8Array(3750)]);
  });

  test("of names that are together too long to be written ends at the limit too", () => {
    const message = define({ name: "up/n", title: "N", payload: Type.Unknown() }, { engine, limits });
    expect(errorOf(() => message.encode(many({ [long]: 1 }, 100)))).toMatchObject({
      code: "limit",
      message: "limit: expected at most 4000 bytes",
    });
  });
});

test("jsonToCbor stops at the string that is too much", () => {
  reads = 0;
  const { code, message } = errorOf(() => jsonToCbor(many(long, 900), limits));
  expect({ code, message }).toEqual({ code: "limit", message: "limit: expected at most 4000 bytes" });
  expect(reads).toBe(2);
});
