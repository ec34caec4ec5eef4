import { readDer } from "../der/read-der.ts";
import { spell, tryDevEui } from "../dev-eui.ts";
import { CertificateError } from "../error.ts";
import {
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from "../x509.ts";

const AUTHORITY_USES = KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign;

/** Extensions that a request may name, since the certificate has them anyway; what the signer puts there is its own. */
const KNOWN: ReadonlySet<string> = new Set([
  "2.5.29.14", // subject key identifier
  "2.5.29.15", // key usage
  "2.5.29.17", // subject alternative name
  "2.5.29.19", // basic constraints
  "2.5.29.37", // extended key usage
  "2.16.840.1.113730.1.1", // Netscape's type, as mbed TLS writes it
  "2.16.840.1.113730.1.13", // a comment, as openssl's own settings have one
]);

/**
 * Refuses what a device's certificate does not say: that it is an authority, or that it is for another name.
 *
 * @throws CertificateError `extension` or `name`
 */
export function checkExtensions(extensions: readonly Extension[], devEui: string): void {
  const seen = new Set<string>();
  for (const extension of extensions) {
    const { type } = extension;
    if (seen.has(type)) throw wrong(`expected each extension once, found ${type} twice`);
    seen.add(type);
    if (!KNOWN.has(type)) throw wrong(`expected no extension beside those of a device, found ${type}`);
    readDer(new Uint8Array(extension.value), `signing request, extension ${type}`);
    if (extension instanceof BasicConstraintsExtension && extension.ca) {
      throw wrong("expected CA:FALSE: a device is no authority");
    }
    if (extension instanceof KeyUsagesExtension && (extension.usages & AUTHORITY_USES) !== 0) {
      throw wrong("expected no keyCertSign and no cRLSign: a device is no authority");
    }
    if (extension instanceof SubjectAlternativeNameExtension) checkNames(extension, devEui);
  }
}

function checkNames({ names }: SubjectAlternativeNameExtension, devEui: string): void {
  for (const { type, value } of names.toJSON()) {
    if (type === "url" && /^urn:/i.test(value) && tryDevEui(value) === devEui) continue;
    throw new CertificateError(
      "name",
      `signing request, alternative name: expected none, or URI:${spell(devEui)}, found another`,
    );
  }
}

function wrong(words: string): CertificateError {
  return new CertificateError("extension", `signing request: ${words}`);
}
