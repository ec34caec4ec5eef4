import type { X509Certificate } from "node:crypto";
import { describeKey, weakness } from "../keys/key-kind.ts";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from "../x509.ts";
import { oneLine, whoOf } from "./facts.ts";
import { bothOf, type ReadCertificate } from "./read-certificates.ts";

/** What the certificate at the lower end of a chain is shown for. */
export type Use = "server" | "client";

/** Each rule takes a chain, the leaf first, and says in words which of it breaks the rule; `undefined` where none does. */
type Refusal = string | undefined;

/** Every certificate of a chain has to be good at the same time. */
export function refusedTimes(certificates: readonly X509Certificate[], now: Date): Refusal {
  for (const one of certificates) {
    const who = calledOf(one);
    if (new Date(one.validTo) < now) {
      return `${who} has ended, on ${one.validTo}: renew it, or look at this machine's clock`;
    }
    if (new Date(one.validFrom) > now) {
      return `${who} is not good yet, but from ${one.validFrom} on: look at the clocks`;
    }
  }
  return undefined;
}

/**
 * Who signs has to be an authority: for what the leaf is shown for, and with so many authorities below it.
 *
 * @param use - `undefined` where the leaf is shown for nothing, such as an authority
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-6.1.4 | RFC 5280 §6.1.4}
 */
export function refusedIssuers([, ...issuers]: readonly ReadCertificate[], use: Use | undefined): Refusal {
  return refusedAuthorities(issuers, use);
}

/** The same for those above a leaf alone. */
export function refusedAuthorities(issuers: readonly ReadCertificate[], use: Use | undefined): Refusal {
  let below = 0;
  for (const issuer of issuers) {
    const refusal = refusedIssuer(issuer, below, use);
    if (refusal !== undefined) return refusal;
    // One that has its own name above it is not counted.
    if (issuer.certificate.subject !== issuer.certificate.issuer) below++;
  }
  return undefined;
}

function refusedIssuer(
  { certificate, parsed }: ReadCertificate,
  below: number,
  use: Use | undefined,
): Refusal {
  const bounds = parsed.getExtension(BasicConstraintsExtension);
  const usage = parsed.getExtension(KeyUsagesExtension);
  const who = calledOf(certificate);
  if (!certificate.ca) return `${who} signs, and is no authority: expected CA:TRUE`;
  if (usage !== null && (usage.usages & KeyUsageFlags.keyCertSign) === 0) {
    return `${who} signs, and may not: expected keyCertSign`;
  }
  if (bounds?.pathLength !== undefined && bounds.pathLength < below) {
    return `${who} allows ${bounds.pathLength} authorities below it, and ${below} are`;
  }
  if (use !== undefined && !isFor(parsed, use)) {
    return `${who} is an authority for other purposes: expected ${use}Auth, or no extended key usage at all`;
  }
  return undefined;
}

/** Keys and signatures have to be such as nobody can forge. */
export function refusedKeys(all: readonly ReadCertificate[]): Refusal {
  for (const { certificate, parsed } of all) {
    const weak = weakness(certificate.publicKey);
    const who = calledOf(certificate);
    if (weak !== undefined) {
      return `that of ${who} is too weak, ${describeKey(certificate.publicKey)}: expected ${weak}`;
    }
    const { hash } = parsed.signatureAlgorithm as { readonly hash?: { readonly name?: string } };
    // How somebody has signed himself proves nothing anyway.
    if (/^(?:SHA-1|MD5)$/.test(hash?.name ?? "") && certificate.subject !== certificate.issuer) {
      return `${who} is signed with ${hash?.name}, which can be forged: expected SHA-256`;
    }
  }
  return undefined;
}

/** Critical extensions that OpenSSL knows. @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-4.2 | RFC 5280 §4.2} */
const CRITICAL: ReadonlySet<string> = new Set([
  "2.5.29.15", // key usage
  "2.5.29.17", // subject alternative name
  "2.5.29.19", // basic constraints
  "2.5.29.30", // name constraints
  "2.5.29.31", // where revocation lists are
  "2.5.29.32", // policies
  "2.5.29.33", // policy mappings
  "2.5.29.36", // policy constraints
  "2.5.29.37", // extended key usage
  "2.5.29.54", // no policy stands for any
  "2.16.840.1.113730.1.1", // Netscape's type
]);

/** What is critical, and unknown, makes a certificate invalid for whoever does not know it. */
export function refusedExtensions(all: readonly ReadCertificate[]): Refusal {
  for (const { certificate, parsed } of all) {
    const unknown = parsed.extensions.find(({ critical, type }) => critical && !CRITICAL.has(type));
    if (unknown !== undefined) {
      return `${calledOf(certificate)} has a critical extension that OpenSSL does not know, ${unknown.type}: expected none`;
    }
  }
  return undefined;
}

/** Whether a certificate, or what stands below it, may be shown for a use, as far as its extended key usage says. */
export function isFor(parsed: ReadCertificate["parsed"], use: Use): boolean {
  const uses = parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String);
  return (
    uses === undefined ||
    uses.includes(use === "server" ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth)
  );
}

/** How a certificate is called in sentences. */
export function calledOf(certificate: X509Certificate): string {
  return whoOf(bothOf(certificate).parsed) || oneLine(certificate.subject) || "the certificate";
}
