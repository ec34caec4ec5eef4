import type { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { calledOf, isFor, refusedIssuers, refusedKeys, refusedTimes } from "../inspect/chain-rules.ts";
import { isBroken, namesOf, oneLine } from "../inspect/facts.ts";
import { findPath, type Path } from "../inspect/path.ts";
import { bothOf, type ReadCertificate } from "../inspect/read-certificates.ts";
import { daysLeft } from "../issue/validity.ts";
import { describeKey } from "../keys/key-kind.ts";
import { KeyUsageFlags, KeyUsagesExtension } from "../x509.ts";
import { type Finding, failed, good, warning } from "./finding.ts";

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
  const refusal = refusedTimes(certificates, now);
  if (refusal !== undefined) return failed("time", refusal);
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
  if (end === "missing" && isBroken(last)) {
    return failed(
      "chain",
      `${calledOf(last)} says that it has signed itself: its signature is broken, or by another key of that name`,
    );
  }
  if (end === "missing") {
    return failed(
      "chain",
      `${oneLine(last.issuer)}, who has signed ${calledOf(last)}, is neither sent nor trusted: let the server send it behind its own certificate, or give it as ca`,
    );
  }
  if (end === "self-signed") {
    return failed(
      "chain",
      certificates.length === 1
        ? "has signed itself, and is not trusted: give it as ca, if it is the right one"
        : `ends at ${calledOf(last)}, which is not trusted: give it as ca, if it is the right one`,
    );
  }
  const isInOrder = sent.every((one, at) => certificates[at]?.raw.equals(one.raw) ?? false);
  const words = `up to ${calledOf(last)}, which is trusted`;
  return isInOrder || sent.length > certificates.length
    ? good("chain", words)
    : warning(
        "chain",
        `${words}; but sent in another order than leaf first, each signed by the next, which some clients need`,
      );
}

function judgePurpose(all: readonly ReadCertificate[]): Finding {
  const refusal = refusedIssuers(all, "server") ?? refusedServer((all as [ReadCertificate])[0].parsed);
  return refusal === undefined ? good("purpose", "for servers") : failed("purpose", refusal);
}

/** What a server does with its key: it signs, or takes a secret. @see RFC 5280 §4.2.1.3 and §4.2.1.12 */
const SERVER_USES =
  KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyAgreement;

function refusedServer(parsed: ReadCertificate["parsed"]): string | undefined {
  if (!isFor(parsed, "server")) return "is not for servers: expected serverAuth in its extended key usage";
  const usage = parsed.getExtension(KeyUsagesExtension);
  if (usage !== null && (usage.usages & SERVER_USES) === 0) {
    return "its key is not for servers: expected digitalSignature in its key usage";
  }
  return undefined;
}

function judgeKeys(all: readonly ReadCertificate[]): Finding {
  const refusal = refusedKeys(all);
  if (refusal !== undefined) return failed("key", refusal);
  return good("key", all.map(({ certificate }) => describeKey(certificate.publicKey)).join(", "));
}
