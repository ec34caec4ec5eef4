import type { KeyObject, X509Certificate } from "node:crypto";
import { readDevEui, spell } from "../dev-eui.ts";
import { issueSelfSigned } from "../issue/issue.ts";
import { nameOf, parseSubject } from "../issue/subject.ts";
import { type Lifetime, validFor } from "../issue/validity.ts";
import { type KeyKind, makeKey } from "../keys/make-key.ts";
import { publicBytes, signingKey } from "../keys/signing-key.ts";
import { writePem } from "../pem/pem.ts";
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from "../x509.ts";

/** What a device makes, told by its shell. */
export interface DeviceOptions {
  /** Its DevEUI, in either spelling. */
  readonly devEui: string;
  /** As its shell takes it: `C=DE,O=Example`, without a CN, which the device sets. */
  readonly subject?: string;
  /** Default: P-256. */
  readonly keyKind?: KeyKind;
  /** How long the certificate that it signs itself is good. Default: without an end, since it has no clock. */
  readonly days?: Lifetime;
}

/** A device's key, and what it shows of it. */
export interface DeviceCredentials {
  readonly key: KeyObject;
  /** The signing request, in PEM: `cert csr`. */
  readonly request: string;
  /** The certificate that it signs itself: `cert self-signed`. */
  readonly certificate: X509Certificate;
}

/**
 * Makes what a device's shell makes, for tests: a key, a signing request, and a certificate of its own, with the CN and the
 * alternative name `urn:dev:mac:…`.
 *
 * @throws CertificateError `name` or `invalid-configuration`
 */
export async function makeDevice(options: DeviceOptions): Promise<DeviceCredentials> {
  const { subject = "C=DE,O=Example", keyKind, days = "unlimited" } = options;
  const urn = spell(readDevEui(options.devEui));
  const name = nameOf([...parseSubject(subject), { type: "CN", value: urn }]);
  const names = [{ type: "url", value: urn }] as const;
  const key = await makeKey(keyKind);
  const { key: privateKey, algorithm } = await signingKey(key);
  const publicKey = await crypto.subtle.importKey("spki", publicBytes(key), algorithm, true, ["verify"]);
  const { rawData } = await Pkcs10CertificateRequestGenerator.create({
    name,
    keys: { privateKey, publicKey },
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension([...names])],
  });
  const certificate = await issueSelfSigned({
    subject: name,
    key,
    purpose: { role: "client", names: [...names] },
    validity: validFor(days),
  });
  return { key, request: writePem("CERTIFICATE REQUEST", new Uint8Array(rawData)), certificate };
}
