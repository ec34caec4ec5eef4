import { describe, expect, test } from "vitest";
import { createCompactIndex } from "../src/inbox/compact-index.ts";
import { createDuplicateWindow } from "../src/inbox/duplicates.ts";
import { createKeyedHash } from "../src/inbox/keyed-hash.ts";

test("an index finds each key of very many, and none that is not there", () => {
  const index = createCompactIndex();
  const key = (number: number) => (number * 0x1fffff4a3d1) % Number.MAX_SAFE_INTEGER || 1;
  for (let number = 1; number <= 100_000; number++) index.set(key(number), number);
  index.set(key(1), 7);
  const wrong: number[] = [];
  for (let number = 2; number <= 100_000; number++) if (index.get(key(number)) !== number) wrong.push(number);
  expect([wrong, index.get(key(1)), index.get(5)]).toEqual([[], 7, undefined]);
});

test("a window knows a message for one length at least, and for two at most", () => {
  const window = createDuplicateWindow(1000);
  window.add(5, 42, 10_000);
  window.add(6, 43, 10_999);
  expect([10_999, 11_900, 11_999].map((now) => window.find(5, now))).toEqual([42, 42, 42]);
  expect(window.find(6, 11_999)).toBe(43);
  expect([window.find(5, 12_000), window.find(6, 12_000)]).toEqual([undefined, undefined]);
});

describe("a keyed hash", () => {
  const hash = createKeyedHash();
  const of = (texts: readonly string[], bytes: Uint8Array, last = 0, by = hash): number => {
    for (const text of texts) by.text(text);
    by.bytes(bytes);
    return by.end(last);
  };
  const payload = (length: number, at = 0, byte = 7): Uint8Array => {
    const bytes = new Uint8Array(length).fill(7);
    bytes[at] = byte;
    return bytes;
  };

  test("is the same for the same, whatever came before", () => {
    for (const length of [0, 1, 4, 61, 512, 513, 100_000]) {
      expect(of(["a", "up"], payload(length))).toBe(of(["a", "up"], payload(length)));
    }
  });

  test.each([
    ["where one text ends", of(["ab", "c"], payload(1)), of(["a", "bc"], payload(1))],
    ["where a text ends and bytes begin", of(["ab"], payload(1)), of(["a"], Uint8Array.of(98, 7))],
    ["how many zeros there are", of(["a"], new Uint8Array(3)), of(["a"], new Uint8Array(2))],
    ["one byte at the end of a word", of(["a"], payload(8, 3, 8)), of(["a"], payload(8))],
    ["the last byte", of(["a"], payload(61, 60, 8)), of(["a"], payload(61))],
    ["a byte of many", of(["a"], payload(100_000, 70_000, 8)), of(["a"], payload(100_000))],
    ["the last number", of(["a"], payload(8), 1), of(["a"], payload(8), 2)],
    ["the secret", of(["a"], payload(8)), of(["a"], payload(8), 0, createKeyedHash())],
  ])("tells %s", (_, one, other) => {
    expect(one).not.toBe(other);
  });

  test("is a whole number above 0, and another for each of many", () => {
    const numbers = new Set<number>();
    const bytes = new Uint8Array(60);
    for (let n = 0; n < 50_000; n++) {
      new DataView(bytes.buffer).setUint32(20, n);
      numbers.add(of(["70b3d5e050020901", "up", "tick"], bytes, 60));
    }
    expect(numbers.size).toBe(50_000);
    expect([...numbers].filter((one) => !Number.isSafeInteger(one) || one < 1)).toEqual([]);
  });

  test("takes a text as long as a topic name may be", () => {
    const text = "t".repeat(65_535);
    expect(of([text, "a"], payload(500))).not.toBe(of([text, "b"], payload(500)));
  });
});
