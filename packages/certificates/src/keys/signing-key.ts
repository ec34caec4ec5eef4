import { createPrivateKey, createPublicKey, type KeyObject, webcrypto } from "node:crypto";
import { CertificateError } from "../error.ts";
import { describeKey } from "./key-kind.ts";

/** A private key as WebCrypto signs with it. */
export interface SigningKey {
  readonly key: webcrypto.CryptoKey;
  /** With SHA-256, or the hash of its curve. */
  readonly algorithm: SigningAlgorithm;
}

interface SigningAlgorithm {
  readonly name: "ECDSA" | "RSASSA-PKCS1-v1_5";
  readonly hash: "SHA-256" | "SHA-384";
  readonly namedCurve?: string;
}

/**
 * Takes a private key to WebCrypto.
 *
 * @throws CertificateError `authority` where it is of another kind than authorities have
 */
export async function signingKey(key: KeyObject): Promise<SigningKey> {
  const algorithm = algorithmOf(key);
  const bytes = key.export({ type: "pkcs8", format: "der" });
  return {
    key: await webcrypto.subtle.importKey("pkcs8", bytes, algorithm, false, ["sign"]),
    algorithm,
  };
}

/** The public half of a key, in DER. */
export function publicBytes(key: KeyObject): Uint8Array<ArrayBuffer> {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return new Uint8Array(half.export({ type: "spki", format: "der" }));
}

/**
 * Reads a private key.
 *
 * @throws CertificateError `authority`
 */
export function readPrivateKey(pem: string, what: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const words = /ENCRYPTED/.test(pem)
      ? "a key without a passphrase: take it off with openssl pkey -in OLD -out NEW, and let nobody else read the new one"
      : "a private key in PEM";
    throw new CertificateError("authority", `${what}: expected ${words}`, error);
  }
}

function algorithmOf(key: KeyObject): SigningAlgorithm {
  const { asymmetricKeyType: type, asymmetricKeyDetails: { namedCurve } = {} } = key;
  if (type === "rsa") return { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  if (namedCurve === "prime256v1") return { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  if (namedCurve === "secp384r1") return { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" };
  throw new CertificateError(
    "authority",
    `expected an authority with a key of RSA, P-256 or P-384, found ${describeKey(key)}`,
  );
}
