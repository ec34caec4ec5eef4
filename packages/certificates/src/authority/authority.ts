import type { KeyObject, X509Certificate } from "node:crypto";
import { CertificateError } from "../error.ts";
import {
  calledOf,
  refusedAuthorities,
  refusedExtensions,
  refusedKeys,
  refusedTimes,
  type Use,
} from "../inspect/chain-rules.ts";
import { hasSigned, isSelfSigned } from "../inspect/facts.ts";
import { bothOf, type ReadCertificate } from "../inspect/read-certificates.ts";
import { type Issuer, issue, issueSelfSigned } from "../issue/issue.ts";
import { isText, MOST_COMMON_NAME, nameOf } from "../issue/subject.ts";
import { type Lifetime, validFor } from "../issue/validity.ts";
import { makeKey } from "../keys/make-key.ts";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from "../x509.ts";

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

/** How long authorities are good where nothing else is said. */
export const AUTHORITY_DAYS = 25 * 365;
/** What is left of a common name for a name of one's own. */
const MOST_NAME = MOST_COMMON_NAME - " intermediate".length;

/**
 * Makes a root, and an intermediate that signs devices and no further authorities, both with keys on P-256.
 *
 * @throws CertificateError `invalid-configuration`
 */
export async function createAuthority({
  name,
  days = AUTHORITY_DAYS,
}: AuthorityOptions): Promise<NewAuthority> {
  if (name.trim() === "" || !isText(name, MOST_NAME)) {
    throw new CertificateError(
      "invalid-configuration",
      `the authority's name: expected 1 to ${MOST_NAME} characters without control characters, since "intermediate" stands behind it`,
    );
  }
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

/** What an authority is to sign for, and when. */
export interface Intent {
  /** Default: for nothing that an extended key usage would say. */
  readonly use?: Use;
  readonly now?: Date;
}

/**
 * Takes an authority that was made before, or elsewhere.
 *
 * @throws CertificateError `authority` where it could sign nothing that holds
 */
export function checkAuthority(authority: Authority, { use, now = new Date() }: Intent = {}): Issuer {
  const { root, intermediate, key } = authority;
  const wrong = (words: string) => new CertificateError("authority", `the authority: ${words}`);
  if (!intermediate.checkPrivateKey(key)) {
    throw wrong("expected the key of its certificate, found another one");
  }
  if (root !== undefined && !hasSigned(root, intermediate)) {
    throw wrong("expected an intermediate that its root has signed");
  }
  // A root that is its own intermediate stands there once.
  const isOne = root === undefined || root.raw.equals(intermediate.raw);
  const all = (isOne ? [intermediate] : [intermediate, root]).map(bothOf);
  const keys = refusedKeys(all)?.replace(/^that of/, "the key of");
  const refusal =
    refusedTimes(
      all.map(({ certificate }) => certificate),
      now,
    ) ??
    refusedAuthorities(all, use) ??
    keys ??
    refusedExtensions(all) ??
    all.map(lacking).find((words) => words !== undefined);
  if (refusal !== undefined) throw wrong(refusal);
  return { certificate: intermediate, key };
}

/**
 * What an authority has to say of itself, as strict readers want it: Python's are strict from 3.13 on.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-4.2.1 | RFC 5280 §4.2.1}
 */
function lacking({ certificate, parsed }: ReadCertificate): string | undefined {
  const who = calledOf(certificate);
  if (parsed.getExtension(KeyUsagesExtension) === null) {
    return `${who} has no key usage, which strict readers refuse: expected keyCertSign`;
  }
  if (parsed.getExtension(BasicConstraintsExtension)?.critical !== true) {
    return `${who} has basic constraints that are not critical, which strict readers refuse: expected critical,CA:TRUE`;
  }
  if (parsed.getExtension(SubjectKeyIdentifierExtension) === null) {
    return `${who} has no subject key identifier, which strict readers refuse`;
  }
  if (!isSelfSigned(certificate) && parsed.getExtension(AuthorityKeyIdentifierExtension) === null) {
    return `${who} has no authority key identifier, which strict readers refuse`;
  }
  return undefined;
}
