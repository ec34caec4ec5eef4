import type { X509Certificate } from "node:crypto";
import { writePem } from "./pem.ts";

/**
 * Certificates as PEM, one behind the other with nothing between, as files for brokers have them and as a device's shell
 * takes them, for which an empty line is the end.
 */
export function formatChain(chain: readonly Pick<X509Certificate, "raw">[]): string {
  return chain.map(({ raw }) => writePem("CERTIFICATE", raw)).join("");
}

/** The same as bytes in DER, which say themselves how long they are. */
export function formatChainDer(chain: readonly Pick<X509Certificate, "raw">[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chain.map(({ raw }) => raw)));
}
