/**
 * CBOR Web Tokens: claims in the messages of COSE.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8392.html | RFC 8392}
 */
import { createDecipheriv, createHmac, createPublicKey, verify } from "node:crypto";
import { Bytes, defineMessage, Embedded, Tagged, Timestamp, Type } from "@wirebook/codec";
import { expect, test } from "vitest";
import { fromHex, toHex } from "wirebook-test/checks/data";
import { coseKey, encrypt0, mac0, sign1, toBeAuthenticated, toBeMaced, toBeSigned } from "./cose.ts";
import { base64, testProtocol } from "./protocol.ts";

/** Seconds, of which RFC 8392 §2 says that no tag stands in front; in JSON they are the numbers of JSON Web Tokens. */
const numericDate = (key: number, description: string) => Timestamp({ json: "number", key, description });

const claims = Type.Object({
  iss: Type.Optional(Type.String({ key: 1, description: "Issuer" })),
  sub: Type.Optional(Type.String({ key: 2, description: "Subject" })),
  aud: Type.Optional(Type.String({ key: 3, description: "Audience" })),
  exp: Type.Optional(numericDate(4, "Expiration time")),
  nbf: Type.Optional(numericDate(5, "Not before")),
  iat: numericDate(6, "Issued at"),
  cti: Type.Optional(Bytes({ key: 7, description: "Token identifier" })),
});

/** RFC 8392 §6: the tag of CWT may stand in front of that of COSE, and of the examples only A.4 has it. */
const cwt = <Message extends Type.TSchema>(message: Message) => Tagged(61, message, { optional: "omitted" });

const claimsSet =
  "a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71";
const parties = { iss: "coap://as.example.com", sub: "erikw", aud: "coap://light.example.com" };
const claimed = {
  value: {
    ...parties,
    exp: new Date("2015-10-05T17:09:04Z"),
    nbf: new Date("2015-10-04T07:49:04Z"),
    iat: new Date("2015-10-04T07:49:04Z"),
    cti: fromHex("0b71"),
  },
  json: { ...parties, exp: 1444064944, nbf: 1443944944, iat: 1443944944, cti: "C3E=" },
};
const fraction = {
  hex: "a106fb41d584367c200000",
  value: { iat: new Date("2015-10-04T07:49:04.500Z") },
  json: { iat: 1443944944.5 },
};

testProtocol("a CWT Claims Set", {
  payload: claims,
  vectors: [
    { from: "RFC 8392, A.1", hex: claimsSet, ...claimed },
    { from: "RFC 8392, A.7: a time with a fraction", ...fraction },
  ],
  refused: {
    "a wrong type": ["a206000763623731", "unexpected at byte 4, /cti: expected a byte string, found text"],
    "a missing member": [
      "a1041a5612aeb0",
      'unexpected at byte 0: expected the member "iat" (key 6), a time in whole milliseconds from year 0 to 9999, found no such member',
    ],
    "an extra member": [
      "a206000800",
      'unexpected at byte 3, /8: expected no members but "iss" (key 1), "sub" (key 2), "aud" (key 3), "exp" (key 4), "nbf" (key 5), "iat" (key 6), "cti" (key 7), found another key',
    ],
  },
});

const [secret128, secret256] = [
  "231f4c4d4d3051fdc2ec0a3851d5b383",
  "403697de87af64611c1d32a05dab0fe1fcb715a86ab435f1ec99192d79569388",
];
const kid = {
  symmetric128: "53796d6d6574726963313238",
  symmetric256: "53796d6d6574726963323536",
  asymmetric: "4173796d6d65747269634543445341323536",
};
const ec = {
  d: "6c1382765aec5358f117733d281c1c7bdc39884d04a45a1e6c67c858bc206c19",
  y: "60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9",
  x: "143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f",
};

testProtocol("the keys of CWT", {
  payload: coseKey(),
  vectors: [
    {
      from: "RFC 8392, A.2.1",
      hex: `a42050${secret128}0104024c${kid.symmetric128}030a`,
      value: { k: fromHex(secret128), kty: 4, kid: fromHex(kid.symmetric128), alg: 10 },
      json: { k: base64(secret128), kty: 4, kid: base64(kid.symmetric128), alg: 10 },
    },
    {
      from: "RFC 8392, A.2.2",
      hex: `a4205820${secret256}0104024c${kid.symmetric256}030a`,
      value: { k: fromHex(secret256), kty: 4, kid: fromHex(kid.symmetric256), alg: 10 },
      json: { k: base64(secret256), kty: 4, kid: base64(kid.symmetric256), alg: 10 },
    },
    {
      // Its members stand in another order than those of RFC 9052, C.7.1, for which the key is declared.
      from: "RFC 8392, A.2.3",
      hex: `a7235820${ec.d}225820${ec.y}215820${ec.x}200101020252${kid.asymmetric}0326`,
      written: `a72001215820${ec.x}225820${ec.y}01020252${kid.asymmetric}0326235820${ec.d}`,
      value: {
        crv: "P-256",
        x: fromHex(ec.x),
        y: fromHex(ec.y),
        kty: 2,
        kid: fromHex(kid.asymmetric),
        alg: -7,
        d: fromHex(ec.d),
      },
      json: {
        crv: "P-256",
        x: base64(ec.x),
        y: base64(ec.y),
        kty: 2,
        kid: base64(kid.asymmetric),
        alg: -7,
        d: base64(ec.d),
      },
    },
  ],
  refused: {
    "a wrong type": ["a320617801040300", "unexpected at byte 2, /k: expected a byte string, found text"],
    "a missing member": [
      "a20104024131",
      'unexpected at byte 0: expected the member "k" (key -1), a byte string, found no such member',
    ],
    "an extra member": [
      "a3204100010405f6",
      'unexpected at byte 6, /5: expected no members but "k" (key -1), "kty" (key 1), "kid" (key 2), "alg" (key 3), found another key',
    ],
  },
});

const signature =
  "5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30";
const signed = `d28443a10126a10452${kid.asymmetric}5850${claimsSet}5840${signature}`;

testProtocol("a signed CWT", {
  payload: cwt(sign1(Embedded(claims))),
  vectors: [
    {
      from: "RFC 8392, A.3",
      hex: signed,
      value: {
        protected: { alg: -7 },
        unprotected: { kid: fromHex(kid.asymmetric) },
        payload: claimed.value,
        signature: fromHex(signature),
      },
      json: {
        protected: { alg: -7 },
        unprotected: { kid: base64(kid.asymmetric) },
        payload: claimed.json,
        signature: base64(signature),
      },
    },
  ],
  refused: {
    "a wrong type": [
      "d28443a10126a0a040",
      "unexpected at byte 7, /payload: expected a byte string with a map, found map",
    ],
    "a missing member": ["d28343a10126a040", "unexpected at byte 1: expected an array of 4, found one of 3"],
    "an extra member": [
      "d28443a10126a1020043a1060040",
      'unexpected at byte 7, /unprotected/2: expected no members but "alg" (key 1), "kid" (key 4), "iv" (key 5), found another key',
    ],
  },
});

const maced = `d18443a10104a1044c${kid.symmetric256}5850${claimsSet}48093101ef6d789200`;

testProtocol("a MACed CWT", {
  payload: cwt(mac0(Embedded(claims))),
  vectors: [
    {
      from: "RFC 8392, A.4",
      hex: `d83d${maced}`,
      written: maced,
      value: {
        protected: { alg: 4 },
        unprotected: { kid: fromHex(kid.symmetric256) },
        payload: claimed.value,
        tag: fromHex("093101ef6d789200"),
      },
      json: {
        protected: { alg: 4 },
        unprotected: { kid: base64(kid.symmetric256) },
        payload: claimed.json,
        tag: "CTEB7214kgA=",
      },
    },
    {
      from: "RFC 8392, A.7",
      hex: `d18443a10104a1044c${kid.symmetric256}4b${fraction.hex}48b8816f34c0542892`,
      value: {
        protected: { alg: 4 },
        unprotected: { kid: fromHex(kid.symmetric256) },
        payload: fraction.value,
        tag: fromHex("b8816f34c0542892"),
      },
      json: {
        protected: { alg: 4 },
        unprotected: { kid: base64(kid.symmetric256) },
        payload: fraction.json,
        tag: "uIFvNMBUKJI=",
      },
    },
  ],
  refused: {
    "a wrong type": [
      `d83d${signed}`,
      "unexpected at byte 2: expected tag 17 with an array of 4, found tag 18",
    ],
    "a missing member": ["d18343a10104a040", "unexpected at byte 1: expected an array of 4, found one of 3"],
    "an extra member": [
      "d18443a10104a045a20600080040",
      'unexpected at byte 11, /payload/8: expected no members but "iss" (key 1), "sub" (key 2), "aud" (key 3), "exp" (key 4), "nbf" (key 5), "iat" (key 6), "cti" (key 7), found another key',
    ],
  },
});

const nonce = { encrypted: "99a0d7846e762c49ffe8a63e0b", nested: "4a0694c0e69ee6b5956655c7b2" };
const ciphertext = {
  encrypted:
    "b918a11fd81e438b7f973d9e2e119bcb22424ba0f38a80f27562f400ee1d0d6c0fdb559c02421fd384fc2ebe22d7071378b0ea7428fff157444d45f7e6afcda1aae5f6495830c58627087fc5b4974f319a8707a635dd643b",
  nested:
    "f6b0914f993de822cc47e5e57a188d7960b528a747446fe12f0e7de05650dec74724366763f167a29c002dfd15b34d8993391cf49bc91127f545dba8703d66f5b7f1ae91237503d371e6333df9708d78c4fb8a8386c8ff09dc49af768b23179deab78d96490a66d5724fb33900c60799d9872fac6da3bdb89043d67c2a05414ce331b5b8f1ed8ff7138f45905db2c4d5bc8045ab372bff142631610a7e0f677b7e9b0bc73adefdcee16d9d5d284c616abeab5d8c291ce0",
};

const encrypted = {
  content: `d08343a1010aa2044c${kid.symmetric128}054d${nonce.encrypted}5858${ciphertext.encrypted}`,
  nested: `d08343a1010aa2044c${kid.symmetric128}054d${nonce.nested}58b7${ciphertext.nested}`,
};

testProtocol("an encrypted CWT", {
  payload: cwt(encrypt0),
  vectors: [
    {
      from: "RFC 8392, A.5",
      hex: encrypted.content,
      value: {
        protected: { alg: 10 },
        unprotected: { kid: fromHex(kid.symmetric128), iv: fromHex(nonce.encrypted) },
        ciphertext: fromHex(ciphertext.encrypted),
      },
      json: {
        protected: { alg: 10 },
        unprotected: { kid: base64(kid.symmetric128), iv: base64(nonce.encrypted) },
        ciphertext: base64(ciphertext.encrypted),
      },
    },
    {
      from: "RFC 8392, A.6: a signed one inside",
      hex: encrypted.nested,
      value: {
        protected: { alg: 10 },
        unprotected: { kid: fromHex(kid.symmetric128), iv: fromHex(nonce.nested) },
        ciphertext: fromHex(ciphertext.nested),
      },
      json: {
        protected: { alg: 10 },
        unprotected: { kid: base64(kid.symmetric128), iv: base64(nonce.nested) },
        ciphertext: base64(ciphertext.nested),
      },
    },
  ],
  refused: {
    "a wrong type": [
      "d08343a1010aa1050040",
      "unexpected at byte 8, /unprotected/iv: expected a byte string, found integer",
    ],
    "a missing member": ["d08243a1010aa0", "unexpected at byte 1: expected an array of 3, found one of 2"],
    "an extra member": ["d08443a1010aa04040", "unexpected at byte 1: expected an array of 3, found one of 4"],
  },
});

const define = <Payload extends Type.TSchema>(payload: Payload) =>
  defineMessage({ name: "test/cwt", title: "CWT", payload });
const externalAad = new Uint8Array();

/** Whether the signature of a token is over what the definitions write. */
function isSigned(token: Uint8Array): boolean {
  const { protected: headers, payload, signature } = define(cwt(sign1(Embedded(claims)))).decode(token);
  const data = define(toBeSigned(Embedded(claims))).encode({
    context: "Signature1",
    protected: headers,
    externalAad,
    payload,
  });
  const jwk = (hex: string) => Buffer.from(hex, "hex").toString("base64url");
  const key = createPublicKey({
    format: "jwk",
    key: { kty: "EC", crv: "P-256", x: jwk(ec.x), y: jwk(ec.y) },
  });
  return verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, signature);
}

/** What AES-CCM with a tag of 64 bits has hidden, the headers being what the definitions write. */
function decrypted(token: Uint8Array): Uint8Array {
  const { protected: headers, unprotected, ciphertext } = define(cwt(encrypt0)).decode(token);
  const [iv, sealed] = [unprotected.iv ?? new Uint8Array(), ciphertext ?? new Uint8Array()];
  const aad = define(toBeAuthenticated).encode({ context: "Encrypt0", protected: headers, externalAad });
  const decipher = createDecipheriv("aes-128-ccm", fromHex(secret128 ?? ""), iv, { authTagLength: 8 });
  decipher.setAuthTag(sealed.subarray(-8));
  decipher.setAAD(aad, { plaintextLength: sealed.length - 8 });
  const content = decipher.update(sealed.subarray(0, -8));
  decipher.final();
  return content;
}

test("the signature of A.3 is over what the definitions write", () => {
  expect(isSigned(fromHex(signed))).toBe(true);
});

test("the code of A.4 is over what the definitions write", () => {
  const { protected: headers, payload, tag } = define(cwt(mac0(Embedded(claims)))).decode(fromHex(maced));
  const data = define(toBeMaced(Embedded(claims))).encode({
    context: "MAC0",
    protected: headers,
    externalAad,
    payload,
  });
  const code = createHmac("sha256", fromHex(secret256 ?? ""))
    .update(data)
    .digest("hex");
  expect(code.slice(0, 16)).toBe("093101ef6d789200");
  expect(toHex(tag)).toBe("093101ef6d789200");
});

test("the claims of A.5, and the signed token of A.6, are what is read of them decrypted", () => {
  expect(define(claims).decode(decrypted(fromHex(encrypted.content)))).toEqual(claimed.value);
  expect(isSigned(decrypted(fromHex(encrypted.nested)))).toBe(true);
});
