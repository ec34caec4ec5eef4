/**
 * Ephemeral Diffie-Hellman Over COSE. Its messages are sequences of items of different types, with no array around
 * them: a receiver divides them, or puts the head of an array in front.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9528.html | RFC 9528}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9529.html | RFC 9529}
 */
import { verify, X509Certificate } from "node:crypto";
import {
  ArrayStruct,
  Bytes,
  decodeSequence,
  defineMessage,
  Embedded,
  encodeSequence,
  splitSequence,
  Type,
} from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex, show, toHex } from "wirebook-test/checks/data";
import { told } from "wirebook-test/checks/told";
import { base64, testProtocol } from "./protocol.ts";

/** One cipher suite, or several with the selected one as the last. */
const suites = Type.Union([Type.Integer(), Type.Array(Type.Integer(), { minItems: 2 })]);

/** A byte string; those that are the encoding of a small integer are sent as that: RFC 9528 §3.3.2. */
const identifier = Type.Union([Type.Integer({ minimum: -24, maximum: 23 }), Bytes()]);

/**
 * Method, suites of the initiator, its ephemeral key, its connection identifier; then external authorization data: items
 * of these two types, which an array with names would leave unchecked.
 */
const message1 = Type.Tuple([
  Type.Integer({ minimum: 0, maximum: 3 }),
  suites,
  Bytes(),
  identifier,
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

/** What stands for the credential: its hash, RFC 9360 §2, or its key identifier alone, RFC 9528 §3.5.3.2. */
const hashed = Type.Object({
  x5t: ArrayStruct({ alg: Type.Union([Type.Integer(), Type.String()]), hash: Bytes() }, { key: 34 }),
});
const credential = Type.Union([hashed, identifier]);

/** Of a code at least 8 bytes: RFC 9528 §9.3. */
const signatureOrMac = Bytes({ minLength: 8 });
const plaintext2 = ArrayStruct({ connection: identifier, credential, signatureOrMac }, { open: true });
const plaintext3 = ArrayStruct({ credential, signatureOrMac }, { open: true });

const signatureOf = {
  responder:
    "c3b5bd44d1e44a085c03d3aede4e1e6c11c572a1968cc3629b505f98c681608d3d1de793d1c40eb5dd5d89acf1966aea07022b48cdc99870ebc40374e8fa6e09",
  initiator:
    "96e1cd5fceadfac1b5af819443f70924f5719955957fd02655beb4775e1a73186a0d1d3ea683f08f8d03dcecb9cf154e1c6f555a1e12ca118ce42bdba6878907",
};

testProtocol("the plaintext of EDHOC message_2 behind the head of an array", {
  payload: plaintext2,
  vectors: [
    {
      from: "RFC 9529, 2.2",
      hex: `834118a11822822e4879f2a41b510c1f9b5840${signatureOf.responder}`,
      value: {
        connection: fromHex("18"),
        credential: { x5t: { alg: -15, hash: fromHex("79f2a41b510c1f9b") } },
        signatureOrMac: fromHex(signatureOf.responder),
      },
      json: {
        connection: "GA==",
        credential: { x5t: { alg: -15, hash: base64("79f2a41b510c1f9b") } },
        signatureOrMac: base64(signatureOf.responder),
      },
    },
    {
      from: "RFC 9529, 3.4",
      hex: "832732480943305c899f5c54",
      value: { connection: -8, credential: -19, signatureOrMac: fromHex("0943305c899f5c54") },
      json: { connection: -8, credential: -19, signatureOrMac: base64("0943305c899f5c54") },
    },
  ],
  refused: {
    "a wrong type": [
      "8327a1182280480943305c899f5c54",
      "unexpected at byte 5, /credential/x5t: expected an array of 2, found one of 0",
    ],
    "a missing member": ["822732", "unexpected at byte 0: expected an array of at least 3, found one of 2"],
    "an extra member": [
      "8327a21822820040044132480000000000000000",
      'unexpected at byte 8, /credential/4: expected no members but "x5t" (key 34), found another key',
    ],
  },
});

testProtocol("the plaintext of EDHOC message_3 behind the head of an array", {
  payload: plaintext3,
  vectors: [
    {
      from: "RFC 9529, 2.3",
      hex: `82a11822822e48c24ab2fd7643c79f5840${signatureOf.initiator}`,
      value: {
        credential: { x5t: { alg: -15, hash: fromHex("c24ab2fd7643c79f") } },
        signatureOrMac: fromHex(signatureOf.initiator),
      },
      json: {
        credential: { x5t: { alg: -15, hash: base64("c24ab2fd7643c79f") } },
        signatureOrMac: base64(signatureOf.initiator),
      },
    },
    {
      from: "RFC 9529, 3.5",
      hex: "822b48623c91df41e34c2f",
      value: { credential: -12, signatureOrMac: fromHex("623c91df41e34c2f") },
      json: { credential: -12, signatureOrMac: base64("623c91df41e34c2f") },
    },
  ],
  refused: {
    "a wrong type": [
      "822bf6",
      "unexpected at byte 2, /signatureOrMac: expected a byte string of at least 8 bytes, found null",
    ],
    "a missing member": ["812b", "unexpected at byte 0: expected an array of at least 2, found one of 1"],
    "an extra member": [
      "82a21822820040044132480000000000000000",
      'unexpected at byte 7, /credential/4: expected no members but "x5t" (key 34), found another key',
    ],
  },
});

const define = <Payload extends Type.TSchema>(payload: Payload) =>
  defineMessage({ name: "test/edhoc", title: "EDHOC", payload });
const key = "5820741a13d7ba048fbb615e94386aa3b61bea5b3d8f65f32620b749bee8d278efa9";

test.each<[string, Type.TSchema, string, string]>([
  [
    "an array around message_1",
    message1,
    `81840302${key}0e`,
    "unexpected at byte 0: expected an array of at least 4, found one of 1",
  ],
  [
    "one cipher suite in an array",
    message1,
    `84038102${key}0e`,
    "unexpected at byte 2, /1: expected an array of at least 2 items, found one of 1",
  ],
  [
    "an ephemeral key as text",
    message1,
    "840302782020616972207370656564206F66206120756E6C6164656E207377616C6C6F77200e",
    "unexpected at byte 3, /2: expected a byte string, found text",
  ],
  [
    "two items in message_2",
    Bytes(),
    "5820419701d7f00a26c2dc587a36dd752549f33763c893422c8ea0f955a13a4ff5d54B9862a11de42a95d785386a",
    "not-well-formed at byte 34: expected the end of the payload, found trailing bytes",
  ],
  [
    "a map around a key identifier",
    plaintext2,
    "8327a10442321048fa5efa2ebf920bf3",
    'unexpected at byte 2, /credential: expected the member "x5t" (key 34), an array of 2, found no such member',
  ],
  [
    "a code of four bytes",
    plaintext2,
    "83273244fa5efa2e",
    "unexpected at byte 3, /signatureOrMac: expected a byte string of at least 8 bytes, found one of 4",
  ],
])("RFC 9529, 4: %s is refused", (_, payload, hex, sentence) => {
  expect(told(() => define(payload).decode(fromHex(hex)))).toContain(sentence);
});

test.each<[string, Type.TSchema, string, string]>([
  ["bytes that an integer stands for", message1, `840302${key}410e`, `840302${key}410e`],
  ["the same for a key identifier", plaintext2, "8327413248fa5efa2ebf920bf3", "8327413248fa5efa2ebf920bf3"],
  ["a long head", message1, `8419000302${key}0e`, `840302${key}0e`],
  ["an array of indefinite length", message1, `84039f0602ff${key}0e`, `8403820602${key}0e`],
])("RFC 9529, 4: what no definition forbids, %s, is left to the program", (_, payload, hex, written) => {
  const message = define(payload);
  expect(toHex(message.encode(message.decode(fromHex(hex)) as never))).toBe(written);
});

test("the signature of message_2 in RFC 9529, 2.2 is over what the definitions write", () => {
  const certificate = fromHex(
    "3081ee3081a1a003020102020462319ec4300506032b6570301d311b301906035504030c124544484f4320526f6f742045643235353139301e170d3232303331363038323433365a170d3239313233313233303030305a30223120301e06035504030c174544484f4320526573706f6e6465722045643235353139302a300506032b6570032100a1db47b95184854ad12a0c1a354e418aace33aa0f2c662c00b3ac55de92f9359300506032b6570034100b723bc01eab0928e8b2b6c98de19cc3823d46e7d6987b032478fecfaf14537a1af14cc8be829c6b73044101837eb4abc949565d86dce51cfae52ab82c152cb02",
  );
  const transcript = fromHex("c6405c154c567466ab1df20369500e540e9f14bd3a796a0652cae66c9061688d");
  // What is in these bytes is a sequence, so that it is written on its own: RFC 9528 §5.3.2.
  const externalAad = encodeSequence(define(Bytes()), [transcript, certificate]);
  const message = define(
    ArrayStruct({
      context: Type.Literal("Signature1"),
      protected: Embedded(hashed),
      externalAad: Bytes(),
      payload: Bytes(),
    }),
  );
  const data = message.encode({
    context: "Signature1",
    protected: { x5t: { alg: -15, hash: fromHex("79f2a41b510c1f9b") } },
    externalAad,
    payload: fromHex("862a7e5ef147f9a5f4c512e1b6623cd66cd17a7272072bfe5b602ffe307ee0e9"),
  });
  const { publicKey } = new X509Certificate(certificate);
  expect(verify(null, data, publicKey, fromHex(signatureOf.responder))).toBe(true);
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
