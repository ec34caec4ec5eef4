import type { TLSSocket } from "node:tls";
import { tryDevEui } from "../protocol/dev-eui.ts";
import { canonicalFingerprint, type Fingerprints } from "./fingerprints.ts";
import type { Proof } from "./sign-in.ts";

/** Which certificates of clients a listener takes. */
export interface ClientTrust {
  /** Whether there are authorities whose certificates it takes. */
  readonly clientCa: boolean;
  /** Those that it takes by themselves; `undefined` where it asks for none of them. */
  readonly fingerprints: Fingerprints | undefined;
}

/**
 * What a client's certificate proves, or why it is not taken. Of one that is trusted by itself nothing is looked at but that it
 * is the same: its dates were written by a device that has no clock.
 */
export function proofOfCertificate(
  socket: TLSSocket,
  { clientCa, fingerprints }: ClientTrust,
): Proof | string {
  const certificate = socket.getPeerCertificate();
  // A session of TLS 1.3 that was begun without a certificate counts as authorized when it is taken up again.
  const isShown = certificate.raw !== undefined;
  const name: unknown = certificate.subject?.CN;
  const identity = typeof name === "string" ? name : "";
  if (isShown && clientCa && socket.authorized) return { by: "certificate", identity };
  const fingerprint = isShown ? canonicalFingerprint(certificate.fingerprint256) : "";
  if (fingerprints?.has(fingerprint) !== true) {
    const code = isShown ? String(socket.authorizationError ?? "not trusted") : "none was shown";
    return `${EXPECTED[clientCa ? "both" : "fingerprint"]} (${code})`;
  }
  const device = fingerprints.get(fingerprint);
  if (device !== undefined && tryDevEui(identity)?.devEui !== device) {
    return `expected the CN of ${device} in the certificate of this fingerprint`;
  }
  return { by: "certificate", identity, fingerprint };
}

const EXPECTED = {
  both: "expected a certificate that clientCa has issued, or one whose fingerprint is among fingerprints",
  fingerprint: "expected a certificate whose fingerprint is among fingerprints",
} as const;
