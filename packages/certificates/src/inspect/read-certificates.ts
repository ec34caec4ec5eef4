import { X509Certificate } from "node:crypto";
import { CertificateError } from "../error.ts";
import { readCertificateInput } from "../pem/read-input.ts";
import { ParsedCertificate } from "../x509.ts";

/** A certificate as both libraries see it: OpenSSL for keys and signatures, the other for what is inside. */
export interface ReadCertificate {
  readonly certificate: X509Certificate;
  readonly parsed: ParsedCertificate;
}

/**
 * The certificates of PEM or DER, in their order.
 *
 * @throws CertificateError `not-well-formed`
 */
export function readCertificates(bytes: Uint8Array, what = "certificate"): ReadCertificate[] {
  return readCertificateInput(bytes, what).map((der, index) =>
    readBoth(() => new X509Certificate(der), `${what}, number ${index + 1}`),
  );
}

/**
 * A certificate that OpenSSL has read already.
 *
 * @throws CertificateError `not-well-formed`
 */
export function bothOf(certificate: X509Certificate): ReadCertificate {
  return readBoth(() => certificate, "certificate");
}

function readBoth(read: () => X509Certificate, what: string): ReadCertificate {
  try {
    const certificate = read();
    const parsed = new ParsedCertificate(new Uint8Array(certificate.raw));
    // Both read these when they are asked for first, and fail then.
    void certificate.publicKey;
    void parsed.extensions;
    return { certificate, parsed };
  } catch (error) {
    throw new CertificateError(
      "not-well-formed",
      `${what}: expected a certificate with a key that is known here`,
      error,
    );
  }
}
