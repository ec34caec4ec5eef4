import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

/** What a sealed text is for; one sealed for one purpose opens for no other. */
export type Purpose = "session" | "form" | "oidc";

/** Seals values so that only this server can read and make them: JWE (RFC 7516), `dir` with A256GCM. */
export interface Seal {
  /** @param seconds - after this time it no longer opens */
  close(purpose: Purpose, payload: JWTPayload, seconds: number): Promise<string>;
  /** Nothing for what is forged, damaged, expired, sealed for another purpose or with a secret no longer listed. */
  open(purpose: Purpose, text: string): Promise<JWTPayload | undefined>;
}

interface Key {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The first secret seals, all of them open. */
export function createSeal(secrets: readonly string[]): Seal {
  const keys = (purpose: Purpose): Key[] =>
    secrets.map((secret) => ({
      id: Buffer.from(derive(secret, `${purpose} id`, 6)).toString("base64url"),
      bytes: derive(secret, `${purpose} key`, 32),
    }));
  const all = { session: keys("session"), form: keys("form"), oidc: keys("oidc") };

  return {
    close(purpose, payload, seconds) {
      const [{ id, bytes }] = all[purpose] as [Key];
      return new EncryptJWT(payload)
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: id })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .encrypt(bytes);
    },
    async open(purpose, text) {
      try {
        const { payload } = await jwtDecrypt(
          text,
          ({ kid }) => {
            const key = all[purpose].find(({ id }) => id === kid);
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

function derive(secret: string, info: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `docusaurus-draft-gate ${info}`, length));
}
