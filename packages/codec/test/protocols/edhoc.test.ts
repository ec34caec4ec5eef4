/**
 * Ephemeral Diffie-Hellman Over COSE. Its messages are sequences of items of different types, with no array around
 * them: a receiver divides them, or puts the head of an array in front.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9528.html | RFC 9528}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9529.html | RFC 9529}
 */
import {
  ArrayStruct,
  Bytes,
  decodeSequence,
  defineMessage,
  encodeSequence,
  splitSequence,
  Type,
} from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex, show, toHex } from "wirebook-test/checks/data";
import { base64, testProtocol } from "./protocol.ts";

/** One cipher suite, or several with the selected one as the last. */
const suites = Type.Union([Type.Integer(), Type.Array(Type.Integer(), { minItems: 2 })]);

/** Method, suites of the initiator, its ephemeral key, its connection identifier; then external authorization data. */
const message1 = Type.Tuple([
  Type.Integer({ minimum: 0, maximum: 3 }),
  suites,
  Bytes(),
  Type.Union([Type.Integer({ minimum: -24, maximum: 23 }), Bytes()]),
  Type.Rest(Type.Array(Type.Union([Type.Integer(), Bytes()]))),
]);

const ephemeral = {
  signed: "31f82c7b5b9cbbf0f194d913cc12ef1532d328ef32632a4881a1c0701e237f04",
  first: "741a13d7ba048fbb615e94386aa3b61bea5b3d8f65f32620b749bee8d278efa9",
  second: "8af6f430ebe18d34184017a9a11bf511c8dff8f834730b96c1b7c8dbca2fc3b6",
};
const sequences = {
  signed: `00005820${ephemeral.signed}2d`,
  first: `03065820${ephemeral.first}0e`,
  second: `038206025820${ephemeral.second}37`,
};

testProtocol("EDHOC message_1 behind the head of an array", {
  payload: message1,
  vectors: [
    {
      from: "RFC 9529, 2.1",
      hex: `84${sequences.signed}`,
      value: [0, 0, fromHex(ephemeral.signed), -14],
      json: [0, 0, base64(ephemeral.signed), -14],
    },
    {
      from: "RFC 9529, 3.1",
      hex: `84${sequences.first}`,
      value: [3, 6, fromHex(ephemeral.first), 14],
      json: [3, 6, base64(ephemeral.first), 14],
    },
    {
      from: "RFC 9529, 3.3: two cipher suites",
      hex: `84${sequences.second}`,
      value: [3, [6, 2], fromHex(ephemeral.second), -24],
      json: [3, [6, 2], base64(ephemeral.second), -24],
    },
    {
      // RFC 9528, 3.8: a label, and data behind it or not.
      from: "RFC 9529, 2.1, with external authorization data",
      hex: `86${sequences.signed}0142abcd`,
      value: [0, 0, fromHex(ephemeral.signed), -14, 1, fromHex("abcd")],
      json: [0, 0, base64(ephemeral.signed), -14, 1, "q80="],
    },
  ],
  refused: {
    "a wrong type": ["840000617800", "unexpected at byte 3, /2: expected a byte string, found text"],
    "a missing member": ["83000040", "unexpected at byte 0: expected an array of at least 4, found one of 3"],
    "an extra member": [
      "850000400060",
      "unexpected at byte 5, /4: expected an integer, or a byte string, found text",
    ],
  },
});

/** The code tells what is behind it; of codes that are yet to be registered, that is anybody's. */
const error = Type.Union([
  ArrayStruct({ code: Type.Literal(1), text: Type.String() }),
  ArrayStruct({ code: Type.Literal(2), suites }),
  ArrayStruct({ code: Type.Literal(3), isUnknown: Type.Literal(true) }),
  ArrayStruct({ code: Type.Integer(), information: Type.Unknown() }),
]);

testProtocol("an EDHOC error behind the head of an array", {
  payload: error,
  vectors: [
    { from: "RFC 9529, 3.2", hex: "820202", value: { code: 2, suites: 2 }, json: { code: 2, suites: 2 } },
    {
      from: "RFC 9528, 6.4: a credential that is not known",
      hex: "8203f5",
      value: { code: 3, isUnknown: true },
      json: { code: 3, isUnknown: true },
    },
    {
      from: "RFC 9528, 6: a code of tomorrow",
      hex: "821863a0",
      value: { code: 99, information: {} },
      json: { code: 99, information: {} },
    },
  ],
  refused: {
    "a wrong type": [
      "82026132",
      "unexpected at byte 2, /suites: expected an integer, or an array of at least 2 items, found text",
    ],
    "a missing member": ["8102", "unexpected at byte 0: expected an array of 2, found one of 1"],
    "an extra member": ["83020200", "unexpected at byte 0: expected an array of 2, found one of 3"],
  },
});

test("message_1 is read and written as the sequence that it is", () => {
  const item = Type.Union([Type.Integer(), Bytes(), Type.Array(Type.Integer())]);
  const message = defineMessage({ name: "test/item", title: "An item of EDHOC", payload: item });
  for (const hex of Object.values(sequences)) {
    const items = [...decodeSequence(message, fromHex(hex))].map(({ value }) => value);
    const whole = defineMessage({ name: "test/message-1", title: "message_1", payload: message1 });
    expect(show(items)).toBe(show(whole.decode(fromHex(`84${hex}`))));
    expect(toHex(encodeSequence(message, items))).toBe(hex);
    expect([...splitSequence(fromHex(hex))]).toHaveLength(4);
  }
});
