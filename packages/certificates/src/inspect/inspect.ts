import type { X509Certificate } from "node:crypto";
import { type ChainFacts, followChain } from "./chain.ts";
import { type CertificateFacts, factsOf } from "./facts.ts";
import { readCertificates } from "./read-certificates.ts";

/** Bytes of DER that a gateway has for its own chain and the authorities that it trusts, together. */
export const DEVICE_BYTES = 4096;
/** What it may need beside them: where less is left, that is worth a word. */
const DEVICE_MARGIN = 64;

/** Whether certificates fit into a device. */
export interface DeviceFit {
  /** Bytes in DER: of the chain, of what is trusted and not in it, and of both. */
  readonly chain: number;
  readonly trusted: number;
  readonly sum: number;
  /** Bytes that there is room for. */
  readonly room: number;
  /** `close` where fewer than 64 bytes are left. */
  readonly fits: "yes" | "close" | "no";
}

/** What is to be known of a file of certificates. */
export interface Inspection {
  readonly certificates: readonly CertificateFacts[];
  readonly chain: ChainFacts;
  readonly device: DeviceFit;
}

/** What an inspection goes by. */
export interface InspectOptions {
  /** The authorities that are trusted, in PEM or DER. */
  readonly trusted?: Uint8Array;
  /** How the certificates are called in errors. */
  readonly source?: string;
  readonly now?: Date;
}

/**
 * Says of a file of certificates, PEM or DER, who they are, whether they are a chain, and whether a device has room for them.
 *
 * @throws CertificateError `not-well-formed`
 */
export function inspectCertificates(bytes: Uint8Array, options: InspectOptions = {}): Inspection {
  const { trusted: given, source, now } = options;
  const all = readCertificates(bytes, source);
  const chain = all.map(({ certificate }) => certificate);
  const trusted = (given === undefined ? [] : readCertificates(given, "trusted authorities")).map(
    ({ certificate }) => certificate,
  );
  return {
    certificates: all.map((one) => factsOf(one, now)),
    chain: followChain(chain, trusted, now),
    device: fitOf(chain, trusted),
  };
}

function fitOf(chain: readonly X509Certificate[], trusted: readonly X509Certificate[]): DeviceFit {
  const known = new Set(chain.map(({ fingerprint256 }) => fingerprint256));
  const sizeOf = (some: readonly X509Certificate[]) => some.reduce((sum, { raw }) => sum + raw.length, 0);
  const sizes = {
    chain: sizeOf(chain),
    trusted: sizeOf(trusted.filter(({ fingerprint256 }) => !known.has(fingerprint256))),
  };
  const sum = sizes.chain + sizes.trusted;
  const fits = sum > DEVICE_BYTES ? "no" : sum > DEVICE_BYTES - DEVICE_MARGIN ? "close" : "yes";
  return { ...sizes, sum, room: DEVICE_BYTES, fits };
}
