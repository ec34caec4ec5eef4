/**
 * The parts of CBOR Object Signing and Encryption that other protocols build on. A signature covers the very bytes of
 * the protected headers and of the payload, so that both stay byte strings: what is in them is a definition of its own.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9052.html | RFC 9052}
 * @module
 */
import { Bytes, type FieldOptions, Tagged, Type } from "@wirebook/codec";

const algorithm = Type.Union([Type.Integer(), Type.String()], { key: 1, description: "Algorithm" });

/** The headers that RFC 9052 §3.1 names. */
const headers = Type.Object({
  alg: Type.Optional(algorithm),
  kid: Type.Optional(Bytes({ key: 4, description: "Key identifier" })),
  iv: Type.Optional(Bytes({ key: 5, description: "Initialization vector" })),
});

/** The same where they are protected: the content of the byte string in front. */
export const protectedHeaders = Type.Object({ alg: algorithm });

/** A payload that is carried elsewhere is nil. */
const payload = Type.Union([Bytes(), Type.Null()]);

/** Protected headers, unprotected headers, payload, signature. */
export const sign1 = Tagged(18, Type.Tuple([Bytes(), headers, payload, Bytes()]));

/** Protected headers, unprotected headers, payload, authentication code. */
export const mac0 = Tagged(17, Type.Tuple([Bytes(), headers, payload, Bytes()]));

/** Protected headers, unprotected headers, ciphertext. */
export const encrypt0 = Tagged(16, Type.Tuple([Bytes(), headers, payload]));

/** What a signature of one signer covers: RFC 9052 §4.4. */
export const toBeSigned = Type.Tuple([Type.Literal("Signature1"), Bytes(), Bytes(), Bytes()]);

/** A key, of one of two types: the parameters below zero mean something else for each. */
export const coseKey = (options: FieldOptions = {}) =>
  Type.Union(
    [
      Type.Object({
        crv: Type.Integer({ key: -1, description: "Curve" }),
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
