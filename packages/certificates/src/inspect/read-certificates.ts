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
  return readCertificateInput(bytes, what).map((der, index) => {
    try {
      return bothOf(new X509Certificate(der));
    } catch (error) {
      throw new CertificateError(
        "not-well-formed",
        `${what}: expected a certificate, found something else as number ${index + 1}`,
        error,
      );
    }
  });
}

/** A certificate that OpenSSL has read already. */
export function bothOf(certificate: X509Certificate): ReadCertificate {
  const parsed = new ParsedCertificate(new Uint8Array(certificate.raw));
  // They are read when they are asked for first, which may fail.
  void parsed.extensions;
  return { certificate, parsed };
}
