import { Bytes, defineMessage, Embedded, type MessageValue, Tagged, Type } from "@wirebook/codec";
import { Decoder, Encoder, Tag } from "cbor-x";
import { fromBase64, toBase64 } from "./base64.ts";
import { type Case, field } from "./case.ts";
import { noise } from "./noise.ts";

const signedMessage = defineMessage({
  name: "up/signed",
  title: "COSE_Sign1",
  payload: Tagged(
    18,
    Type.Tuple([
      Bytes(),
      Type.Object({
        alg: Type.Optional(Type.Integer({ key: 1 })),
        kid: Type.Optional(Bytes({ key: 4 })),
        iv: Type.Optional(Bytes({ key: 5 })),
      }),
      Type.Union([Bytes(), Type.Null()]),
      Bytes(),
    ]),
  ),
});

type Signed = MessageValue<typeof signedMessage>;

/** A signed message, RFC 9052: its payload is bytes to whoever checks the signature. */
export const coseSign1: Case = field({
  name: "cose-sign1",
  about: "COSE_Sign1 around 80 bytes",
  message: signedMessage,
  value: [Uint8Array.of(0xa1, 0x01, 0x26), { kid: noise(8) }, noise(80, 1), noise(64, 2)],
  bytesToText: ([head, { kid }, payload, signature]: Signed) => [
    toBase64(head),
    kid === undefined ? {} : { kid: toBase64(kid) },
    payload && toBase64(payload),
    toBase64(signature),
  ],
  wire: {
    toMap: ([head, { alg, kid, iv }, payload, signature]: Signed) => {
      const headers = new Map<number, unknown>();
      if (alg !== undefined) headers.set(1, alg);
      if (kid !== undefined) headers.set(4, kid);
      if (iv !== undefined) headers.set(5, iv);
      return new Tag([head, headers, payload, signature], 18);
    },
    fromObject: ({ value }: { value: [unknown, Record<number, unknown>, unknown, unknown] }) => {
      const [head, wire, payload, signature] = value;
      const headers: Record<string, unknown> = {};
      if (wire[1] !== undefined) headers.alg = wire[1];
      if (wire[4] !== undefined) headers.kid = wire[4];
      if (wire[5] !== undefined) headers.iv = wire[5];
      return [head, headers, payload, signature];
    },
  },
});

const keyMessage = defineMessage({
  name: "up/key",
  title: "COSE_Key",
  payload: Type.Object({
    kty: Type.Literal(2, { key: 1 }),
    kid: Type.Optional(Bytes({ key: 2 })),
    alg: Type.Optional(Type.Integer({ key: 3 })),
    crv: Type.Integer({ key: -1 }),
    x: Bytes({ length: 32, key: -2 }),
    y: Bytes({ length: 32, key: -3 }),
  }),
});

type Key = MessageValue<typeof keyMessage>;

/** A public key of two coordinates, RFC 9053. */
export const coseKey: Case = field({
  name: "cose-key",
  about: "COSE_Key of an elliptic curve",
  message: keyMessage,
  value: { kty: 2, kid: noise(16, 3), alg: -7, crv: 1, x: noise(32, 4), y: noise(32, 5) },
  bytesToText({ kid, x, y, ...key }: Key) {
    return {
      kty: key.kty,
      ...(kid && { kid: toBase64(kid) }),
      ...(key.alg !== undefined && { alg: key.alg }),
      crv: key.crv,
      x: toBase64(x),
      y: toBase64(y),
    };
  },
  wire: {
    toMap: ({ kty, kid, alg, crv, x, y }: Key) => {
      const map = new Map<number, unknown>([[1, kty]]);
      if (kid !== undefined) map.set(2, kid);
      if (alg !== undefined) map.set(3, alg);
      return map.set(-1, crv).set(-2, x).set(-3, y);
    },
    fromObject: (read: Record<number, unknown>) => ({
      kty: read[1],
      ...(read[2] !== undefined && { kid: read[2] }),
      ...(read[3] !== undefined && { alg: read[3] }),
      crv: read[-1],
      x: read[-2],
      y: read[-3],
    }),
  },
});

const claimsMessage = defineMessage({
  name: "up/claims",
  title: "CWT claims",
  payload: Type.Object({
    iss: Type.Optional(Type.String({ key: 1 })),
    sub: Type.Optional(Type.String({ key: 2 })),
    aud: Type.Optional(Type.String({ key: 3 })),
    exp: Type.Optional(Type.Number({ key: 4 })),
    nbf: Type.Optional(Type.Number({ key: 5 })),
    iat: Type.Number({ key: 6 }),
    cti: Type.Optional(Bytes({ key: 7 })),
  }),
});

type Claims = MessageValue<typeof claimsMessage>;

/** The claims of a token, RFC 8392. */
export const cwt: Case = field({
  name: "cwt",
  about: "CWT claims",
  message: claimsMessage,
  value: {
    iss: "coap://as.example.com",
    sub: "meter-17",
    aud: "coap://light.example.com",
    exp: 1_767_398_400,
    nbf: 1_767_312_000,
    iat: 1_767_312_000,
    cti: Uint8Array.of(0x0b, 0x71),
  },
  bytesToText(read: Claims) {
    if (read.cti !== undefined) read.cti = toBase64(read.cti) as never;
    return read;
  },
  textToBytes(json: Claims) {
    if (json.cti !== undefined) json.cti = fromBase64(json.cti);
    return json;
  },
  toJson: (claims: Claims) => (claims.cti === undefined ? claims : { ...claims, cti: toBase64(claims.cti) }),
  wire: {
    toMap({ iss, sub, aud, exp, nbf, iat, cti }: Claims) {
      const map = new Map<number, unknown>();
      if (iss !== undefined) map.set(1, iss);
      if (sub !== undefined) map.set(2, sub);
      if (aud !== undefined) map.set(3, aud);
      if (exp !== undefined) map.set(4, exp);
      if (nbf !== undefined) map.set(5, nbf);
      map.set(6, iat);
      if (cti !== undefined) map.set(7, cti);
      return map;
    },
    fromObject(read: Record<number, unknown>) {
      const claims: Record<string, unknown> = {};
      if (read[1] !== undefined) claims.iss = read[1];
      if (read[2] !== undefined) claims.sub = read[2];
      if (read[3] !== undefined) claims.aud = read[3];
      if (read[4] !== undefined) claims.exp = read[4];
      if (read[5] !== undefined) claims.nbf = read[5];
      claims.iat = read[6];
      if (read[7] !== undefined) claims.cti = read[7];
      return claims;
    },
  },
});

const embeddedMessage = defineMessage({
  name: "up/wrapped",
  title: "Reading in a byte string",
  payload: Type.Object({
    kid: Bytes({ length: 8 }),
    body: Embedded(
      Type.Object({ n: Type.Integer(), place: Type.String(), level: Type.Number(), alarm: Type.Boolean() }),
    ),
    mac: Bytes({ length: 16 }),
  }),
});

/** What a peer reads and writes the byte string with. */
const options = { useRecords: false, variableMapSize: true };
const [reader, writer] = [new Decoder({ ...options, mapsAsObjects: true }), new Encoder(options)];

type Wrapped = MessageValue<typeof embeddedMessage>;

/** What is signed lies in a byte string of its own, and is read with the rest. */
export const embedded: Case = field({
  name: "embedded",
  about: "reading inside of a byte string",
  message: embeddedMessage,
  value: {
    kid: noise(8, 6),
    body: { n: 4711, place: "tank 3", level: 42.25, alarm: false },
    mac: noise(16, 7),
  },
  bytesToText: ({ kid, body, mac }: Wrapped) => ({ kid: toBase64(kid), body, mac: toBase64(mac) }),
  wire: {
    toMap: ({ kid, body, mac }: Wrapped) => ({ kid, body: writer.encode(body), mac }),
    fromObject: ({ kid, body, mac }: { kid: unknown; body: Uint8Array; mac: unknown }) => ({
      kid,
      body: reader.decode(body),
      mac,
    }),
  },
});
