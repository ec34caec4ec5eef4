import type { X509Certificate } from "node:crypto";
import { readDer } from "../der/read-der.ts";
import { spell, tryDevEui } from "../dev-eui.ts";
import { CertificateError } from "../error.ts";
import { isBroken, isSelfSigned, namesOf, oneLine } from "../inspect/facts.ts";
import { type ReadCertificate, readCertificates } from "../inspect/read-certificates.ts";
import { weakness } from "../keys/key-kind.ts";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from "../x509.ts";

/** A device whose own certificate is trusted, with no authority above it. */
export interface TrustedDevice {
  readonly devEui: string;
  /** SHA-256 of its DER, in pairs of digits. */
  readonly fingerprint: string;
  readonly certificate: X509Certificate;
}

/**
 * Looks at certificates that devices have signed themselves, before a broker takes them for anchors. One that may sign others
 * is refused: whoever has its key could make a certificate of any other device, and the broker would let it in.
 *
 * @param source - how the file is called in errors
 * @param now - when it has to be good; `any` where dates are not looked at, as the embedded broker does with fingerprints
 * @throws CertificateError `anchor`, `name`, `key` or `not-well-formed`
 */
export function trustSelfSigned(
  bytes: Uint8Array,
  source = "certificate",
  now: Date | "any" = new Date(),
): TrustedDevice[] {
  return readCertificates(bytes, source).map((one) => {
    const { certificate, parsed } = one;
    readDer(certificate.raw, source);
    const reason = refusedAnchor(one, now);
    if (reason !== undefined) throw new CertificateError("anchor", `${source}: ${reason}`);
    const names = parsed.subjectName.getField("CN");
    const devEui = names.length === 1 ? tryDevEui(names[0] as string) : undefined;
    if (devEui === undefined) {
      throw new CertificateError("name", `${source}: expected one CN that is the DevEUI of the device`);
    }
    const other = namesOf(certificate).find((name) => name !== `URI:${spell(devEui)}`);
    if (other !== undefined) {
      throw new CertificateError(
        "name",
        `${source}: expected the alternative name URI:${spell(devEui)} alone`,
      );
    }
    const weak = weakness(certificate.publicKey);
    if (weak !== undefined) throw new CertificateError("key", `${source}: expected ${weak}`);
    return { devEui, fingerprint: certificate.fingerprint256, certificate };
  });
}

const NETSCAPE_TYPE = "2.16.840.1.113730.1.1";
const DANGER = "whoever has its key could sign the name of any other device, and get in under it";

/** Why a certificate is no anchor; `undefined` where it may be one. */
function refusedAnchor({ certificate, parsed }: ReadCertificate, now: Date | "any"): string | undefined {
  if (isBroken(certificate)) {
    return "expected a signature by its own key, found one that is broken, or by another key of that name: copy the file anew";
  }
  if (!isSelfSigned(certificate)) {
    return `expected a certificate that has signed itself, found one of ${oneLine(certificate.issuer)}: trust that authority`;
  }
  if (!isVersion3(certificate)) {
    return `expected version 3: OpenSSL takes one of version 1 for an authority, and ${DANGER}`;
  }
  const constraints = parsed.getExtension(BasicConstraintsExtension);
  if (certificate.ca || constraints?.ca === true) {
    return `expected CA:FALSE, found CA:TRUE: ${DANGER}; make it anew (openssl req -x509 needs -addext basicConstraints=critical,CA:FALSE)`;
  }
  const usage = parsed.getExtension(KeyUsagesExtension);
  if (usage !== null && (usage.usages & KeyUsageFlags.keyCertSign) !== 0) {
    return `expected no keyCertSign: ${DANGER}`;
  }
  if (constraints === null && parsed.getExtension(NETSCAPE_TYPE) !== null) {
    return `expected CA:FALSE beside the Netscape certificate type, by which OpenSSL may take one for an authority: ${DANGER}`;
  }
  const extended = parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String);
  if (extended !== undefined && !extended.includes(ExtendedKeyUsage.clientAuth)) {
    return "expected clientAuth among what its key is for: a broker refuses it otherwise";
  }
  if (now === "any") return undefined;
  if (new Date(certificate.validTo) < now)
    return `expected one that is still good, found one until ${certificate.validTo}`;
  if (new Date(certificate.validFrom) > now)
    return `expected one that is good already, found one from ${certificate.validFrom}`;
  return undefined;
}

/** Whether the version, which stands first where it is not 1, is 3. */
function isVersion3({ raw }: X509Certificate): boolean {
  const [body] = readDer(raw, "certificate").items;
  const [version] = body?.items ?? [];
  return version?.tag === 0xa0 && version.items[0]?.content[0] === 2;
}
