import type { KeyObject, X509Certificate } from "node:crypto";
import { CertificateError } from "../error.ts";
import { type Issuer, issue, issueSelfSigned } from "../issue/issue.ts";
import { nameOf } from "../issue/subject.ts";
import { type Lifetime, validFor } from "../issue/validity.ts";
import { makeKey } from "../keys/make-key.ts";
import { KeyUsageFlags, KeyUsagesExtension, ParsedCertificate } from "../x509.ts";

/** Who signs devices: an intermediate, and the root above it where that is known. */
export interface Authority {
  readonly root?: X509Certificate;
  readonly intermediate: X509Certificate;
  /** The key of the intermediate. */
  readonly key: KeyObject;
}

/** An authority as it was made, with the key of its root, which is best kept elsewhere. */
export type NewAuthority = Required<Authority> & { readonly rootKey: KeyObject };

/** How an authority is made. */
export interface AuthorityOptions {
  /** What its names begin with. */
  readonly name: string;
  /** Default: 25 years. */
  readonly days?: Lifetime;
}

const DEFAULT_DAYS = 25 * 365;

/**
 * Makes a root, and an intermediate that signs devices and no further authorities, both with keys on P-256.
 *
 * @throws CertificateError `invalid-configuration`
 */
export async function createAuthority({
  name,
  days = DEFAULT_DAYS,
}: AuthorityOptions): Promise<NewAuthority> {
  const validity = validFor(days);
  const called = (what: string) => nameOf([{ type: "CN", value: `${name} ${what}` }]);
  const [rootKey, key] = await Promise.all([makeKey(), makeKey()]);
  const root = await issueSelfSigned({
    subject: called("root"),
    key: rootKey,
    purpose: { role: "authority" },
    validity,
  });
  const intermediate = await issue(
    { subject: called("intermediate"), key, purpose: { role: "authority", path: 0 }, validity },
    { certificate: root, key: rootKey },
  );
  return { root, intermediate, key, rootKey };
}

/**
 * Takes an authority that was made before, or elsewhere.
 *
 * @throws CertificateError `authority` where it could sign nothing that holds
 */
export function checkAuthority(authority: Authority, now = new Date()): Issuer {
  const { root, intermediate, key } = authority;
  const wrong = (words: string) => new CertificateError("authority", `the authority: expected ${words}`);
  if (!intermediate.checkPrivateKey(key)) throw wrong("the key of its certificate, found another one");
  if (!maySign(intermediate)) throw wrong("a certificate that may sign others (CA:TRUE, keyCertSign)");
  if (root !== undefined && !(intermediate.checkIssued(root) && intermediate.verify(root.publicKey))) {
    throw wrong("an intermediate that its root has signed");
  }
  for (const { validFrom, validTo } of [intermediate, ...(root === undefined ? [] : [root])]) {
    if (new Date(validFrom) > now)
      throw wrong(`certificates that are good already, found one from ${validFrom}`);
    if (new Date(validTo) < now) throw wrong(`certificates that are still good, found one until ${validTo}`);
  }
  return { certificate: intermediate, key };
}

/** Whether a certificate may sign others, as far as it says. */
function maySign(certificate: X509Certificate): boolean {
  const usage = new ParsedCertificate(certificate.raw).getExtension(KeyUsagesExtension);
  return certificate.ca && (usage === null || (usage.usages & KeyUsageFlags.keyCertSign) !== 0);
}
