import type { TrustedDevice } from "@wirebook/certificates";
import { inCertificates, readCertificateFile } from "../../input/certificates.ts";
import { print, remark } from "../../output/print.ts";

/** What `certs trust` may be told. */
export interface CertsTrustOptions {
  readonly fingerprints?: boolean;
}

/** Takes devices' self-signed certificates for anchors: all that are given, or none. */
export async function certsTrust(
  paths: readonly string[],
  { fingerprints = false }: CertsTrustOptions,
): Promise<void> {
  const { formatChain, trustSelfSigned } = await import("@wirebook/certificates");
  const trusted = new Map<string, TrustedDevice>();
  for (const path of paths) {
    const { bytes, name } = await readCertificateFile(path, "a self-signed certificate");
    const devices = await inCertificates(() =>
      trustSelfSigned(bytes, name, fingerprints ? "any" : new Date()),
    );
    for (const device of devices) trusted.set(device.fingerprint, device);
  }
  const all = [...trusted.values()];
  await print(
    fingerprints
      ? all.map(({ fingerprint, devEui }) => `${fingerprint} ${devEui}\n`).join("")
      : formatChain(all.map(({ certificate }) => certificate)),
  );
  for (const { devEui } of all) remark(`trusts ${devEui}: look that it is who it says`);
}
