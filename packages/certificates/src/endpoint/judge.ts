import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { namesOf, oneLine, whoOf } from "../inspect/facts.ts";
import { bothOf, type ReadCertificate } from "../inspect/read-certificates.ts";
import { daysLeft } from "../issue/validity.ts";
import { describeKey, weakness } from "../keys/key-kind.ts";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from "../x509.ts";
import { type Finding, failed, good, warning } from "./finding.ts";
import { findPath, type Path } from "./path.ts";

/** What the certificates of a server are held against. */
export interface Expectation {
  /** The name or address that clients ask for. */
  readonly name: string;
  readonly trusted: readonly X509Certificate[];
  readonly now: Date;
}

/** Days before the end at which it is time to think of it. */
const SOON = 30;

/** Judges what a server has sent, rule by rule. */
export function judge(
  sent: readonly [X509Certificate, ...X509Certificate[]],
  expected: Expectation,
): Finding[] {
  const path = findPath(sent, expected.trusted);
  const all = path.certificates.map(bothOf);
  return [
    judgeTime(path, expected.now),
    judgeName(sent[0], expected.name),
    judgeChain(sent, path),
    judgePurpose(all),
    judgeKeys(all),
  ];
}

function judgeTime({ certificates }: Path, now: Date): Finding {
  for (const one of certificates) {
    const who = nameOf(one);
    if (new Date(one.validTo) < now) {
      return failed("time", `${who} has ended, on ${one.validTo}: renew it, or look at this machine's clock`);
    }
    if (new Date(one.validFrom) > now) {
      return failed("time", `${who} is not good yet, but from ${one.validFrom} on: look at the clocks`);
    }
  }
  const left = Math.min(...certificates.map(({ validTo }) => daysLeft(new Date(validTo), now)));
  const words = left === Number.POSITIVE_INFINITY ? "without end" : `${left} days left`;
  return left < SOON ? warning("time", `${words}: renew it soon`) : good("time", words);
}

function judgeName(leaf: X509Certificate, name: string): Finding {
  const names = namesOf(leaf);
  const has = names.length === 0 ? "none at all" : names.join(", ");
  const fits = isIP(name) === 0 ? leaf.checkHost(name, { subject: "never" }) : leaf.checkIP(name);
  if (fits !== undefined) return good("name", `${name} is among its names`);
  if (isIP(name) === 0 && leaf.checkHost(name) !== undefined) {
    return warning(
      "name",
      `${name} is its CN, and not among its alternative names: many clients look at these alone`,
    );
  }
  return failed("name", `is not for ${name}; it has ${has}: connect by one of these, or issue it anew`);
}

function judgeChain(sent: readonly X509Certificate[], { certificates, end }: Path): Finding {
  const last = certificates.at(-1) as X509Certificate;
  if (end === "missing") {
    return failed(
      "chain",
      `${oneLine(last.issuer)}, who has signed ${nameOf(last)}, is neither sent nor trusted: let the server send it behind its own certificate, or give it as ca`,
    );
  }
  if (end === "self-signed") {
    return failed(
      "chain",
      certificates.length === 1
        ? "has signed itself, and is not trusted: give it as ca, if it is the right one"
        : `ends at ${nameOf(last)}, which is not trusted: give it as ca, if it is the right one`,
    );
  }
  const isInOrder = sent.every((one, at) => certificates[at]?.raw.equals(one.raw) ?? false);
  const words = `up to ${nameOf(last)}, which is trusted`;
  return isInOrder || sent.length > certificates.length
    ? good("chain", words)
    : warning(
        "chain",
        `${words}; but sent in another order than leaf first, each signed by the next, which some clients need`,
      );
}

function judgePurpose([leaf, ...issuers]: readonly ReadCertificate[]): Finding {
  for (const [below, { certificate, parsed }] of issuers.entries()) {
    const bounds = parsed.getExtension(BasicConstraintsExtension);
    const usage = parsed.getExtension(KeyUsagesExtension);
    const who = nameOf(certificate);
    if (!certificate.ca) return failed("purpose", `${who} signs, and is no authority: expected CA:TRUE`);
    if (usage !== null && (usage.usages & KeyUsageFlags.keyCertSign) === 0) {
      return failed("purpose", `${who} signs, and may not: expected keyCertSign`);
    }
    if (bounds?.pathLength !== undefined && bounds.pathLength < below) {
      return failed("purpose", `${who} allows ${bounds.pathLength} authorities below it, and ${below} are`);
    }
    if (!isForServers(parsed)) {
      return failed(
        "purpose",
        `${who} is an authority for other purposes: expected serverAuth, or no extended key usage at all`,
      );
    }
  }
  if (leaf !== undefined && !isForServers(leaf.parsed)) {
    return failed("purpose", "is not for servers: expected serverAuth in its extended key usage");
  }
  return good("purpose", "for servers");
}

function isForServers(parsed: ReadCertificate["parsed"]): boolean {
  const uses = parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String);
  return uses === undefined || uses.includes(ExtendedKeyUsage.serverAuth);
}

function judgeKeys(all: readonly ReadCertificate[]): Finding {
  for (const { certificate, parsed } of all) {
    const weak = weakness(certificate.publicKey);
    const who = nameOf(certificate);
    if (weak !== undefined) {
      return failed(
        "key",
        `that of ${who} is too weak, ${describeKey(certificate.publicKey)}: expected ${weak}`,
      );
    }
    const { hash } = parsed.signatureAlgorithm as { readonly hash?: { readonly name?: string } };
    // How somebody has signed himself proves nothing anyway.
    if (/^(?:SHA-1|MD5)$/.test(hash?.name ?? "") && certificate.subject !== certificate.issuer) {
      return failed("key", `${who} is signed with ${hash?.name}, which can be forged: expected SHA-256`);
    }
  }
  return good("key", all.map(({ certificate }) => describeKey(certificate.publicKey)).join(", "));
}

function nameOf(certificate: X509Certificate): string {
  return whoOf(bothOf(certificate).parsed) || oneLine(certificate.subject) || "the certificate";
}
