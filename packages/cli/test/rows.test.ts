/** The rows of an annotated payload: each byte in one of them, and no secret in any. */
import { defineMessage, Embedded, inspect, Type } from "@wirebook/codec";
import { describe, expect, test } from "vitest";
import { misshape, secretMessage, secretPayload, tellsSecret } from "wirebook-test/checks/secrets";
import { createRandom } from "wirebook-test/proof/codec/random";
import { rowsOf } from "../src/output/rows.ts";

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const embedded = (payload: Type.TSchema) =>
  defineMessage({ name: "up/x", title: "X", payload: Type.Array(Embedded(payload)) });

function rows(payload: Uint8Array, message: Parameters<typeof inspect>[1], reveal: boolean) {
  const { items, fault } = inspect(payload, message, { reveal });
  return rowsOf(payload, items, fault, { reveal, hideUnread: true });
}

describe("what a byte string holds", () => {
  const texts = embedded(Type.Array(Type.String()));
  test.each([
    ["as one", "814582616161 62".replace(" ", ""), ["81", "45", "82", "61 61", "61 62"]],
    ["in chunks", "815f4043826161426162ff", ["81", "5f", "40 43", "82", "61 61", "42", "61 62", "ff"]],
    [
      "in chunks that divide an item",
      "815f43826161 4161 4162ff".replaceAll(" ", ""),
      ["81", "5f", "43", "82", "61 61", "41", "61 41 62", "ff"],
    ],
  ])("%s is shown inside out, each byte once", (_, hex, expected) => {
    const shown = rows(bytesOf(hex), texts, true).map(({ bytes }) => bytes.join(" "));
    expect(shown).toEqual(expected);
    expect(shown.join("").replaceAll(" ", "")).toBe(hex);
  });

  test.each(["814aa16370696e6431323334", "815f45a163706 96e456431323334ff".replace(" ", "")])(
    "is hidden where it is a secret: %s",
    (hex) => {
      const message = embedded(Type.Object({ pin: Type.String({ sensitive: true }) }));
      const shown = JSON.stringify(rows(bytesOf(hex), message, false));
      expect(shown).toContain("[hidden]");
      expect(shown).not.toMatch(/1234|31","32/);
    },
  );
});

test("no secret of a message type at random is in a row, however misshapen the payload", () => {
  let told = 0;
  for (let seed = 0; seed < 60; seed++) {
    const random = createRandom(seed);
    const message = secretMessage(random);
    const payload = secretPayload(message, random);
    if (payload === undefined) continue;
    for (let times = 0; times < 10; times++) {
      const wrong = misshape(payload, message, random);
      if (message.safeDecode(wrong).ok) continue;
      const shown = rows(wrong, message, false).map(({ bytes, text, instancePath }) => [
        bytes.join(""),
        text,
        instancePath,
      ]);
      expect(JSON.stringify(shown)).not.toSatisfy(tellsSecret);
      told++;
    }
  }
  expect(told).toBeGreaterThan(100);
});
