import { CertificateError } from "../error.ts";
import { Pkcs10CertificateRequest } from "../x509.ts";
import type { ReadRequest } from "./read-request.ts";

/**
 * Whether whoever wrote a request has its private key.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc2986.html#section-3 | RFC 2986 §3}
 */
export function proves(request: ReadRequest): Promise<boolean> {
  return parseRequest(request, (csr) => csr.verify().catch(() => false));
}

/** What the library makes of a request, or our error. */
export function parseRequest<T>({ der }: ReadRequest, read: (csr: Pkcs10CertificateRequest) => T): T {
  try {
    return read(new Pkcs10CertificateRequest(der));
  } catch (error) {
    throw new CertificateError(
      "not-well-formed",
      "signing request: expected PKCS #10 as RFC 2986 has it",
      error,
    );
  }
}
