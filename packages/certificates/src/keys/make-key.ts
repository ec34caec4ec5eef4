import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** The kinds of keys that are made here. */
export type KeyKind = "ec" | "rsa";

/** Makes a private key: P-256, or RSA with 2048 bits, which is the most that a gateway's cryptographic unit takes. */
export async function makeKey(kind: KeyKind = "ec"): Promise<KeyObject> {
  const generate = promisify(generateKeyPair);
  const { privateKey } =
    kind === "ec"
      ? await generate("ec", { namedCurve: "prime256v1" })
      : await generate("rsa", { modulusLength: 2048 });
  return privateKey;
}

/** A private key as a file has it: PKCS #8, without a passphrase. */
export function formatKey(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }) as string;
}
