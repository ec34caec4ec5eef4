import type { X509Certificate } from "node:crypto";
import { spell, tryDevEui } from "../dev-eui.ts";
import { daysLeft } from "../issue/validity.ts";
import { describeKey } from "../keys/key-kind.ts";
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type ParsedCertificate,
} from "../x509.ts";
import type { ReadCertificate } from "./read-certificates.ts";

/** What a certificate says. */
export interface CertificateFacts {
  /** The DevEUI as a URN, the common name, or the first alternative name. */
  readonly who: string;
  readonly subject: string;
  readonly issuer: string;
  /** Alternative names, such as `DNS:broker.example`. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Whole days; infinite where it is without an end. */
  readonly daysLeft: number;
  /** Such as `EC P-256`. */
  readonly key: string;
  /** What it may be used for: `authority`, `server`, `client`, `self-signed`. */
  readonly uses: readonly string[];
  /** SHA-256 of its DER, in pairs of digits. */
  readonly fingerprint: string;
  /** Bytes in DER. */
  readonly size: number;
}

/** Reads what a certificate says. */
export function factsOf(one: ReadCertificate, now = new Date()): CertificateFacts {
  const { certificate, parsed } = one;
  const notAfter = new Date(certificate.validTo);
  const names = namesOf(certificate);
  return {
    who: whoOf(parsed) || (names[0] ?? "nobody"),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names,
    notBefore: new Date(certificate.validFrom),
    notAfter,
    daysLeft: daysLeft(notAfter, now),
    key: describeKey(certificate.publicKey),
    uses: usesOf(one),
    fingerprint: certificate.fingerprint256,
    size: certificate.raw.length,
  };
}

/** The common name; a DevEUI as the URN that devices have. */
export function whoOf(parsed: ParsedCertificate): string {
  const [name = ""] = parsed.subjectName.getField("CN");
  const devEui = tryDevEui(name);
  return devEui === undefined ? name : spell(devEui);
}

/** Whether one certificate has signed another, or itself: may it or not, which OpenSSL's own question for it mixes in. */
export function hasSigned(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey);
}

/** Whether it has signed itself. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return hasSigned(certificate, certificate);
}

/** Whether it says that it has signed itself, and its key has not: the signature is broken, or by another key of that name. */
export function isBroken(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && !isSelfSigned(certificate);
}

/** Alternative names as OpenSSL says them. */
export function namesOf({ subjectAltName }: X509Certificate): string[] {
  return subjectAltName?.split(", ") ?? [];
}

/** A distinguished name in one line, the way round that people write it. */
export function oneLine(name: string | undefined): string {
  return (name ?? "").split("\n").join(", ");
}

/** Whether it may sign others, as far as it says. */
export function signsOthers({ certificate, parsed }: ReadCertificate): boolean {
  const keyUsage = parsed.getExtension(KeyUsagesExtension);
  return certificate.ca || (keyUsage !== null && (keyUsage.usages & KeyUsageFlags.keyCertSign) !== 0);
}

function usesOf(one: ReadCertificate): string[] {
  const { certificate, parsed } = one;
  const extended = parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String);
  const signs = signsOthers(one);
  const isFor = (use: ExtendedKeyUsage) => !signs && (extended === undefined || extended.includes(use));
  return [
    ...(signs ? ["authority"] : []),
    ...(isFor(ExtendedKeyUsage.serverAuth) ? ["server"] : []),
    ...(isFor(ExtendedKeyUsage.clientAuth) ? ["client"] : []),
    ...(isSelfSigned(certificate) ? ["self-signed"] : []),
  ];
}
