import { inCertificates, inOptions, lifetimeOf, readCertificateFile } from "../../input/certificates.ts";
import { day } from "../../output/certificates.ts";
import { print, remark } from "../../output/print.ts";

/** What `certs sign` may be told. */
export interface CertsSignOptions {
  readonly ca: string;
  readonly device?: string;
  readonly days?: number;
  readonly expiry?: boolean;
  readonly spelling: "hex" | "urn";
  readonly der?: boolean;
}

/** Signs a device's request; the chain goes to standard output. */
export async function certsSign(path: string, options: CertsSignOptions): Promise<void> {
  const { ca, device, spelling, der = false } = options;
  const days = lifetimeOf(options);
  const { bytes, name } = await readCertificateFile(path, "a signing request");
  const { DEVICE_BYTES, formatChain, formatChainDer, openFolder, readDevEui, signRequest } = await import(
    "@wirebook/certificates"
  );
  if (device !== undefined) await inOptions(() => readDevEui(device));
  const authority = await inCertificates(
    () => openFolder(ca),
    "Make one with wirebook certs init --out DIR, or name its folder with --ca DIR.",
  );
  const { chain, devEui } = await inCertificates(() =>
    signRequest(authority, bytes, {
      source: name,
      spelling,
      ...(device === undefined ? {} : { device }),
      ...(days === undefined ? {} : { days }),
    }),
  );
  await print(der ? formatChainDer(chain) : formatChain(chain));
  const [leaf, intermediate] = chain;
  remark(`signed for ${devEui}, ${day(new Date(leaf.validFrom))} to ${day(new Date(leaf.validTo))}`);
  if (new Date(leaf.validTo) > new Date(intermediate.validTo)) {
    remark(
      `the intermediate ends before it, on ${day(new Date(intermediate.validTo))}, and the chain with it`,
    );
  }
  const size = [...chain, ...(authority.root === undefined ? [] : [authority.root])].reduce(
    (sum, { raw }) => sum + raw.length,
    0,
  );
  if (size > DEVICE_BYTES) {
    remark(`${size} bytes with the root: more than the ${DEVICE_BYTES} that a gateway has for them`);
  }
}
