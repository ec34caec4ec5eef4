import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

/**
 * Seals values so that only this server can read and make them: JWE (RFC 7516), `dir` with A256GCM. What is sealed for one
 * purpose opens for no other.
 */
export interface Seal {
  /** @param seconds - after this time it no longer opens */
  close(purpose: string, payload: JWTPayload, seconds: number): Promise<string>;
  /** Nothing for what is forged, damaged, expired, sealed for another purpose or with a secret no longer listed. */
  open(purpose: string, text: string): Promise<JWTPayload | undefined>;
}

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The first secret seals, all of them open. */
export function createSeal(secrets: readonly string[]): Seal {
  const derived = new Map<string, readonly Key[]>();

  function keysFor(purpose: string): readonly Key[] {
    const keys = derived.get(purpose) ?? secrets.map((secret) => deriveKey(secret, purpose));
    derived.set(purpose, keys);
    return keys;
  }

  return {
    close(purpose, payload, seconds) {
      const [{ id, bytes }] = keysFor(purpose) as [Key];
      return new EncryptJWT(payload)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: id })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .encrypt(bytes);
    },
    async open(purpose, text) {
      if (!text.split(".").every(isCanonical)) return undefined;
      try {
        const { payload } = await jwtDecrypt(
          text,
          ({ kid }) => {
            const key = keysFor(purpose).find(({ id }) => id === kid);
            if (key === undefined) throw new Error("no such key");
            return key.bytes;
          },
          {
            keyManagementAlgorithms: ["dir"],
            contentEncryptionAlgorithms: ["A256GCM"],
            requiredClaims: ["exp"],
          },
        );
        return payload;
      } catch {
        return undefined;
      }
    },
  };
}

/** Whether no other text stands for the same bytes: the spare bits of the last character are zero (RFC 4648, §3.5). */
function isCanonical(text: string): boolean {
  return Buffer.from(text, "base64url").toString("base64url") === text;
}

function deriveKey(secret: string, purpose: string): Key {
  return {
    id: Buffer.from(derive(secret, `${purpose} id`, 6)).toString("base64url"),
    bytes: derive(secret, `${purpose} key`, 32),
  };
}

function derive(secret: string, info: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `docusaurus-draft-gate ${info}`, length));
}
