import { LinkError } from "../error.ts";
import { tryDevEui } from "../protocol/dev-eui.ts";

/** Certificates that are trusted by themselves: the SHA-256 of their DER, and the DevEUI that each is for, where that is said. */
export type Fingerprints = ReadonlyMap<string, string | undefined>;

const LINE = /^((?:[0-9a-f]{2}:?){31}[0-9a-f]{2})(?:\s+(\S+))?$/i;

/**
 * Reads lines of a fingerprint each, with or without colons, and perhaps a DevEUI behind it, as `wirebook certs trust
 * --fingerprints` prints them. Empty lines, and what is behind `#`, are passed over.
 *
 * @throws LinkError `invalid-configuration`
 */
export function readFingerprints(lines: readonly string[], option: string): Fingerprints {
  const found = new Map<string, string | undefined>();
  for (const [index, whole] of lines.entries()) {
    const line = whole.replace(/#.*/, "").trim();
    if (line === "") continue;
    const [, digits, device] = LINE.exec(line) ?? [];
    const devEui = device === undefined ? undefined : tryDevEui(device)?.devEui;
    if (digits === undefined || (device !== undefined && devEui === undefined)) {
      throw new LinkError(
        "invalid-configuration",
        `${option}[${index}]: expected the SHA-256 of a certificate, 64 hexadecimal digits, and perhaps a DevEUI behind it`,
      );
    }
    found.set(canonicalFingerprint(digits), devEui);
  }
  return found;
}

/** A fingerprint in its digits alone. */
export function canonicalFingerprint(text: string): string {
  return text.replaceAll(":", "").toLowerCase();
}
