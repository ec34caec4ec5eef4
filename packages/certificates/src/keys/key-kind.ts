import type { KeyObject } from "node:crypto";

/** The fewest and the most bits of an RSA key: fewer are weak, and more only keep a verifier busy. */
const RSA_BITS = { least: 2048, most: 4096 } as const;

/** A key in words: `EC P-256`, `RSA 2048`. */
export function describeKey(key: KeyObject): string {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case "ec":
      return `EC ${CURVES[namedCurve ?? ""] ?? namedCurve ?? "of a curve without a name"}`;
    case "rsa":
      return `RSA ${modulusLength}`;
    default:
      return key.asymmetricKeyType ?? "a key of an unknown kind";
  }
}

/** What is expected in place of a key that is too weak for TLS; `undefined` where it is strong enough. */
export function weakness(key: KeyObject): string | undefined {
  const { namedCurve = "", modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case "ec":
      return namedCurve in CURVES ? undefined : "a curve such as P-256";
    case "rsa":
    case "rsa-pss":
      return modulusLength >= RSA_BITS.least ? undefined : `RSA of ${RSA_BITS.least} bits or more`;
    case "ed25519":
    case "ed448":
      return undefined;
    default:
      return "an EC or RSA key";
  }
}

/** Why a device's certificate is not for a key; `undefined` where it may be. */
export function refusedDeviceKey(key: KeyObject): string | undefined {
  const { namedCurve, modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const wanted = `expected a key on the curve P-256, or of RSA with ${RSA_BITS.least} to ${RSA_BITS.most} bits`;
  if (key.asymmetricKeyType === "ec" && namedCurve === P256) return undefined;
  if (key.asymmetricKeyType !== "rsa" || modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) {
    return `${wanted}, found ${describeKey(key)}`;
  }
  // An exponent of 1 signs nothing, an even one cannot be undone, and a long one only takes time.
  const isSound = publicExponent >= 3n && publicExponent < 2n ** 32n && publicExponent % 2n === 1n;
  return isSound ? undefined : "expected an RSA key with an odd exponent, such as 65537";
}

const P256 = "prime256v1";
const CURVES: Readonly<Record<string, string>> = {
  [P256]: "P-256",
  secp384r1: "P-384",
  secp521r1: "P-521",
};
