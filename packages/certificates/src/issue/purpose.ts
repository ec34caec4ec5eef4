import type { KeyObject } from "node:crypto";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from "../x509.ts";

/** What a certificate is for. An authority signs others; so many authorities may stand below it. */
export type Purpose =
  | { readonly role: "authority"; readonly path?: number }
  | { readonly role: "server" | "client"; readonly names: JsonGeneralNames };

/**
 * What a certificate says of its use. Authorities have no extended key usage: Go and others take it for a bound on all below.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc5280.html#section-4.2.1 | RFC 5280 §4.2.1}
 */
export function extensionsOf(purpose: Purpose, key: KeyObject): Extension[] {
  if (purpose.role === "authority") {
    return [
      new BasicConstraintsExtension(true, purpose.path, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ];
  }
  const { role, names } = purpose;
  // RSA keys also take a secret of TLS 1.2 that was encrypted to them.
  const enciphers = key.asymmetricKeyType === "rsa" ? KeyUsageFlags.keyEncipherment : 0;
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature | enciphers, true),
    new ExtendedKeyUsageExtension([
      role === "server" ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
    ]),
    ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
  ];
}
