/**
 * A protocol of others, said with the builders: its own vectors are read, written and carried through JSON by every
 * engine, and payloads that it does not allow are refused.
 *
 * @module
 */
import type { defineMessage, MessageInput, MessageJson, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "wirebook-test/checks/data";
import { define, engines } from "wirebook-test/checks/engines";

type Defined<Payload extends Type.TSchema> = ReturnType<typeof defineMessage<Payload, "test/protocol">>;

/** A payload, and what it means. */
interface Vector<Value, Json> {
  /** Where it stands, such as `RFC 9052, C.2.1`. */
  readonly from: string;
  readonly hex: string;
  readonly value: Value;
  readonly json: Json;
  /** What is written for it, where the vector is in another order or not in preferred serialization. */
  readonly written?: string;
}

/** Bytes that are refused, and the sentence of their only fault: its code, its byte, its path, what was expected. */
type Refusal = readonly [hex: string, sentence: string];

interface Protocol<Payload extends Type.TSchema> {
  readonly payload: Payload;
  readonly vectors: readonly Vector<MessageInput<Defined<Payload>>, MessageJson<Defined<Payload>>>[];
  readonly refused: Readonly<Record<"a wrong type" | "a missing member" | "an extra member", Refusal>>;
}

/** Tests one structure of a protocol on every engine. */
export function testProtocol<Payload extends Type.TSchema>(
  title: string,
  { payload, vectors, refused }: Protocol<Payload>,
): void {
  describe.each(engines)(`${title}, the %s engine`, (engine) => {
    const message = define({ name: "test/protocol", title, payload }, { engine });

    test.each(vectors)("$from is read", ({ hex, value }) => {
      const read = message.decode(fromHex(hex));
      expect(read).toStrictEqual(value);
      expect(message.is(read)).toBe(true);
    });

    test.each(vectors)("$from is written", ({ hex, value, written = hex }) => {
      expect(toHex(message.encode(value as never))).toBe(written);
    });

    test.each(vectors)("$from goes to JSON and back", ({ hex, value, json }) => {
      expect(message.toJson(value as never)).toEqual(json);
      expect(JSON.parse(message.transcode(fromHex(hex)))).toEqual(json);
      expect(message.fromJson(json)).toStrictEqual(value);
    });

    test.each(Object.entries(refused))("%s is refused", (_, [hex, sentence]) => {
      const result = message.safeDecode(fromHex(hex));
      expect(result.ok ? [] : result.error.issues.map((issue) => issue.message)).toEqual([sentence]);
      expect(() => message.transcode(fromHex(hex))).toThrow(sentence);
    });
  });
}

/** Bytes in JSON, by another hand than the codec's. */
export const base64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64");
