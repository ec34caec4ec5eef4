import { type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import { publicBytes, signingKey } from "../keys/signing-key.ts";
import {
  AuthorityKeyIdentifierExtension,
  type Name,
  ParsedCertificate,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "../x509.ts";
import { extensionsOf, type Purpose } from "./purpose.ts";
import type { Validity } from "./validity.ts";

/** Who signs: a certificate, and the key behind it. */
export interface Issuer {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
}

/** What is to be signed. */
export interface Draft {
  readonly subject: Name;
  /** The public key, or the private one that it is a half of. */
  readonly key: KeyObject;
  readonly purpose: Purpose;
  readonly validity: Validity;
}

/** Bytes of a serial number. @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-4.1.2.2 | RFC 5280 §4.1.2.2} */
const SERIAL_BYTES = 16;

/** Signs a certificate. */
export async function issue(draft: Draft, issuer: Issuer): Promise<X509Certificate> {
  const parent = new ParsedCertificate(issuer.certificate.raw);
  return sign(draft, issuer.key, parent.subjectName, [await keyIdentifierOf(parent)]);
}

/** Signs a certificate with its own key, which the draft has to have. */
export function issueSelfSigned(draft: Draft): Promise<X509Certificate> {
  return sign(draft, draft.key, draft.subject, []);
}

async function sign(
  { subject, key, purpose, validity }: Draft,
  signer: KeyObject,
  issuer: Name,
  further: readonly AuthorityKeyIdentifierExtension[],
): Promise<X509Certificate> {
  const publicKey = new PublicKey(publicBytes(key));
  const { key: privateKey, algorithm } = await signingKey(signer);
  const { rawData } = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject,
    issuer,
    ...validity,
    publicKey,
    signingKey: privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      ...extensionsOf(purpose, key),
      await SubjectKeyIdentifierExtension.create(publicKey),
      ...further,
    ],
  });
  return new X509Certificate(Buffer.from(rawData));
}

/** What the issuer itself says that its key is called, however it came to that. */
async function keyIdentifierOf(parent: ParsedCertificate): Promise<AuthorityKeyIdentifierExtension> {
  const own = parent.getExtension(SubjectKeyIdentifierExtension);
  return own === null
    ? AuthorityKeyIdentifierExtension.create(parent.publicKey)
    : new AuthorityKeyIdentifierExtension(own.keyId);
}

/** Positive, and always of the same length, so that sizes can be told ahead. */
function newSerial(): string {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return bytes.toString("hex");
}
