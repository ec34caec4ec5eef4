import type { X509Certificate } from "node:crypto";
import { readDevEui } from "../dev-eui.ts";
import type { Lifetime } from "../issue/validity.ts";
import { formatKey } from "../keys/make-key.ts";
import { formatChain } from "../pem/format-chain.ts";
import { AUTHORITY_DAYS, type AuthorityOptions, createAuthority } from "./authority.ts";
import { type Holder, issueLeaf } from "./issue-leaf.ts";
import { machineNames } from "./machine-names.ts";
import { type NewFile, writeNewFiles } from "./new-files.ts";

/** How a folder is filled. */
export interface InitOptions extends AuthorityOptions {
  /** Names and addresses of the broker beside those of this machine. */
  readonly hosts?: readonly string[];
  /** Common name of the backend's certificate. Default: `backend`. */
  readonly backend?: string;
  /** The device's DevEUI, in either spelling. */
  readonly device: string;
  /** How long the device's certificate is good; the authority is so for 25 years, or longer where the device's is. */
  readonly deviceDays?: Lifetime;
}

/** A certificate that was written, and where. */
export interface WrittenCertificate {
  /** `root`, `intermediate`, `broker`, `backend` or `device`: its files are `NAME.crt` and `NAME.key`. */
  readonly name: string;
  readonly certificate: X509Certificate;
}

/**
 * Makes an authority, and certificates of a broker, a backend and a device, and writes them to a folder: all of them or
 * none, over nothing that is there. Keys are for their owner's eyes alone.
 *
 * @throws CertificateError `exists`, `storage`, `name` or `invalid-configuration`
 */
export async function initFolder(folder: string, options: InitOptions): Promise<WrittenCertificate[]> {
  const { hosts = [], backend = "backend", deviceDays } = options;
  const holders: Holder[] = [
    { kind: "broker", names: [...new Set([...machineNames(), ...hosts])] },
    { kind: "backend", name: backend },
    { kind: "device", devEui: readDevEui(options.device) },
  ];
  const authority = await createAuthority({ days: daysAbove(deviceDays), ...options });
  const leaves = await Promise.all(
    holders.map(async (holder) => ({
      name: holder.kind,
      ...(await issueLeaf(authority, holder, holder.kind === "device" ? deviceDays : undefined)),
    })),
  );
  const all = [
    { name: "root", chain: [authority.root], key: authority.rootKey },
    { name: "intermediate", chain: [authority.intermediate], key: authority.key },
    ...leaves,
  ];
  writeNewFiles(
    folder,
    all.flatMap(({ name, chain, key }): NewFile[] => [
      { name: `${name}.crt`, text: formatChain(chain), secret: false },
      { name: `${name}.key`, text: formatKey(key), secret: true },
    ]),
  );
  return all.map(({ name, chain }) => ({ name, certificate: chain[0] as X509Certificate }));
}

/** How long an authority has to be good that signs for so long: a chain is as good as its shortest part. */
function daysAbove(deviceDays: Lifetime = 0): Lifetime {
  return deviceDays === "unlimited" ? deviceDays : Math.max(AUTHORITY_DAYS, deviceDays + 1);
}
