/**
 * Why something of certificates is refused:
 *
 * - `not-well-formed`: the bytes are not what they should be: no PEM, no DER, more than one, too long;
 * - `proof-of-possession`: the request is not signed with the key that it is for;
 * - `name`: the common name or an alternative name is not that of one device;
 * - `key`: the key or the signature is of a kind that is not taken, or too weak;
 * - `extension`: the request asks for what a device's certificate has not;
 * - `authority`: the authority cannot sign: it is incomplete, ended, or of another key;
 * - `anchor`: a certificate that is not to be trusted by itself;
 * - `exists`: a file is there already, and nothing is overwritten;
 * - `storage`: files cannot be read or written;
 * - `invalid-configuration`: what was asked for does not fit together.
 */
export type CertificateErrorCode =
  | "not-well-formed"
  | "proof-of-possession"
  | "name"
  | "key"
  | "extension"
  | "authority"
  | "anchor"
  | "exists"
  | "storage"
  | "invalid-configuration";

/** The one error of this package. Its text says what was expected, where, and what to do; it never holds a key. */
export class CertificateError extends Error {
  override readonly name = "CertificateError";
  readonly code: CertificateErrorCode;

  constructor(code: CertificateErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
