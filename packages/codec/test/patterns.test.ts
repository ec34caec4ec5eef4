import { Type } from "@wirebook/codec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { define, engines } from "wirebook-test/checks/engines";
import "wirebook-test/checks/seed";

/** Patterns that the compiled engine compares byte by byte, and some that look like it and are not. */
const patterns = [
  "^$",
  "^a$",
  "^ab c$",
  "^[ab]$",
  "^[a-c]{3}$",
  "^[a-c]{1,3}$",
  "^[a-c]{0,2}b$",
  "^[a-c]*$",
  "^[a-b]+c$",
  "^[ab]*a$",
  "^[ab]?a$",
  "^(ab)?c$",
  "^(ab)?a$",
  "^(ab)?[ab]{2}$",
  "^(?:ab)?[0-9]{2}$",
  "^([0-9]{2})?$",
  "^(a[0-9]+)?b$",
  "^(a[ab]*)?b$",
  "^([ab]?c)?$",
  "^a(b)?[bc]*$",
  "^[a-]$",
  "^[-a]$",
  "^[^a]$",
  "^a|b$",
  "^a.c$",
  "^ab?$",
  "^a+$",
  "^a{2}$",
  "a",
  "a$",
  "^a",
  "^(urn:dev:mac:)?[0-9A-Fa-f]{16}$",
];

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "c", "0", "1", " "), maxLength: 6 }),
  fc.string({ unit: fc.constantFrom("a", "b", "é", "\u0000", "水", "\u{1f600}"), maxLength: 4 }),
  fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), minLength: 15, maxLength: 17 }),
  fc.constantFrom("urn:dev:mac:", "urn:dev:mac:70b3d5e050020901", "urn:dev:mac:70b3d5e05002090", "u"),
);

describe.each(engines)("the %s engine", (engine) => {
  test.each(patterns)("takes what %s takes, in decode, transcode and encode", (pattern) => {
    const listOf = (schema: ReturnType<typeof Type.String>) =>
      define({ name: "up/text", title: "Text", payload: Type.Array(schema) }, { engine });
    const any = listOf(Type.String());
    const message = listOf(Type.String({ pattern }));
    fc.assert(
      fc.property(texts, (text) => {
        const isLike = new RegExp(pattern, "u").test(text);
        const payload = any.encode([text]);
        expect(message.safeDecode(payload).ok).toBe(isLike);
        expect(message.is([text])).toBe(isLike);
        const transcode = () => message.transcode(payload);
        if (isLike) expect(transcode()).toBe(JSON.stringify([text]));
        else expect(transcode).toThrow("unexpected");
      }),
      { numRuns: 300 },
    );
  });
});
