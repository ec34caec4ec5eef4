/**
 * The parts of CBOR Object Signing and Encryption that other protocols build on. A signature covers the very bytes of
 * the protected headers and of the payload. What is embedded here is written anew in preferred serialization and in the
 * order of the definition: those are the bytes that were signed where the signer wrote them so, as all examples do. Who has
 * to verify what others spell otherwise says `Bytes()` there, and keeps them.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9052.html | RFC 9052}
 * @module
 */
import { ArrayStruct, Bytes, Embedded, Enum, type FieldOptions, Tagged, Type } from "@wirebook/codec";

const algorithm = Type.Union([Type.Integer(), Type.String()], { key: 1, description: "Algorithm" });

/** The headers that RFC 9052 §3.1 names. */
const headers = Type.Object({
  alg: Type.Optional(algorithm),
  kid: Type.Optional(Bytes({ key: 4, description: "Key identifier" })),
  iv: Type.Optional(Bytes({ key: 5, description: "Initialization vector" })),
});

/** The same where they are protected, RFC 9052 §3: where there are none, no bytes stand for them. */
export const protectedHeaders = Embedded(headers, { zeroLengthMap: true });

/** Protected headers that have to name the algorithm. */
export const protectedAlgorithm = Embedded(Type.Object({ alg: algorithm }));

/** A payload of any kind; one that is carried elsewhere is nil. */
export const carried = Type.Union([Bytes(), Type.Null()]);

export const sign1 = <Payload extends Type.TSchema>(payload: Payload) =>
  Tagged(18, ArrayStruct({ protected: protectedHeaders, unprotected: headers, payload, signature: Bytes() }));

export const mac0 = <Payload extends Type.TSchema>(payload: Payload) =>
  Tagged(17, ArrayStruct({ protected: protectedHeaders, unprotected: headers, payload, tag: Bytes() }));

export const encrypt0 = Tagged(
  16,
  ArrayStruct({ protected: protectedHeaders, unprotected: headers, ciphertext: carried }),
);

/** What a signature of one signer covers: RFC 9052 §4.4. */
export const toBeSigned = <Payload extends Type.TSchema>(payload: Payload) =>
  ArrayStruct({
    context: Type.Literal("Signature1"),
    protected: protectedHeaders,
    externalAad: Bytes(),
    payload,
  });

/** What a message authentication code covers: RFC 9052 §6.3. */
export const toBeMaced = <Payload extends Type.TSchema>(payload: Payload) =>
  ArrayStruct({ context: Type.Literal("MAC0"), protected: protectedHeaders, externalAad: Bytes(), payload });

/** What is authenticated beside a ciphertext: RFC 9052 §5.3. */
export const toBeAuthenticated = ArrayStruct({
  context: Type.Literal("Encrypt0"),
  protected: protectedHeaders,
  externalAad: Bytes(),
});

/** A key, of one of two types: the parameters below zero mean something else for each. */
export const coseKey = (options: FieldOptions = {}) =>
  Type.Union(
    [
      Type.Object({
        crv: Enum({ "P-256": 1, "P-384": 2, "P-521": 3 }, { key: -1, description: "Curve" }),
        x: Bytes({ key: -2 }),
        y: Type.Union([Bytes(), Type.Boolean()], { key: -3, description: "The coordinate, or its sign" }),
        kty: Type.Literal(2, { key: 1 }),
        kid: Type.Optional(Bytes({ key: 2 })),
        alg: Type.Optional(Type.Integer({ key: 3 })),
        d: Type.Optional(Bytes({ key: -4, sensitive: true })),
      }),
      Type.Object({
        k: Bytes({ key: -1, sensitive: true }),
        kty: Type.Literal(4, { key: 1 }),
        kid: Type.Optional(Bytes({ key: 2 })),
        alg: Type.Optional(Type.Integer({ key: 3 })),
      }),
    ],
    { ...options },
  );
