import { isDeepStrictEqual } from "node:util";
import { Bytes, type Message, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import type { Schema } from "wirebook-test/checks/codec";
import { define, engines } from "wirebook-test/checks/engines";

/** Lengths of payloads around those at which a buffer may have to grow, and a head does. */
const lengths = [256, 512, 1024, 4096, 65_536].flatMap((edge) =>
  Array.from({ length: 7 }, (_, index) => edge - 3 + index),
);

/** Values of one kind, as long as asked for; the kinds differ in how an engine writes them. */
const kinds: Readonly<Record<string, { schema: Schema; make: (length: number) => unknown }>> = {
  "ASCII text": { schema: Type.String(), make: (length) => "a".repeat(length) },
  "text of three-byte characters": {
    schema: Type.String(),
    make: (length) => "水".repeat(length / 3) + "a".repeat(length % 3),
  },
  "text that JSON escapes": {
    schema: Type.String(),
    make: (length) => '"\n\\'.repeat(length).slice(0, length),
  },
  bytes: { schema: Bytes(), make: (length) => Uint8Array.from({ length }, (_, index) => index * 7) },
  "an array of small integers": {
    schema: Type.Array(Type.Integer()),
    make: (length) => Array.from({ length }, (_, index) => index % 24),
  },
  "an array of floats": {
    schema: Type.Array(Type.Number()),
    make: (length) => [...Array(Math.floor(length / 9)).fill(0.1), ...Array(length % 9).fill(1)],
  },
  "an array of short texts": {
    schema: Type.Array(Type.String()),
    make: (length) => [...Array(Math.floor(length / 4)).fill("abc"), ...Array(length % 4).fill("")],
  },
  "anything at all": {
    schema: Type.Unknown(),
    make: (length) => [...Array(Math.floor(length / 5)).fill({ k: "v" }), ...Array(length % 5).fill(null)],
  },
};

/** The longest value whose payload is no longer than this: two bytes less at the most, where a head just grew. */
function valueFor(message: Message, make: (length: number) => unknown, length: number): unknown {
  for (let content = length - 1; content > length - 9; content--) {
    const value = make(content);
    if (message.encode(value).length <= length) return value;
  }
  return expect.unreachable("a head has 9 bytes at the most");
}

describe.each(Object.entries(kinds))("%s", (_, { schema, make }) => {
  const twins = engines.map((engine) =>
    define({ name: "test/long", title: "Long", payload: schema }, { engine }),
  );
  const [reference, , fastest] = twins as [Message, Message, Message];

  test.each(lengths)("a payload of %i bytes comes back, on every engine alike", (length) => {
    const value = valueFor(fastest, make, length);
    const payload = reference.encode(value);
    expect(payload.length).toBeGreaterThanOrEqual(length - 2);
    const text = JSON.stringify(reference.toJson(value));
    for (const message of twins) {
      expect(Buffer.compare(message.encode(value), payload)).toBe(0);
      expect(isDeepStrictEqual(message.decode(payload), value)).toBe(true);
      expect(message.transcode(payload)).toBe(text);
    }
  });

  test("a long payload leaves nothing behind in the next, shorter or longer", () => {
    for (const message of twins) {
      for (const length of [65_540, 3, 4100, 300, 65_540, 1]) {
        const value = make(length);
        const payload = message.encode(value);
        if (length > 1024) expect(payload.buffer.byteLength).toBe(payload.length);
        expect(isDeepStrictEqual(message.decode(payload), value)).toBe(true);
        expect(message.transcode(payload)).toBe(JSON.stringify(message.toJson(value)));
      }
    }
  });
});
