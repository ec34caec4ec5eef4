import type { X509Certificate } from "node:crypto";
import { hasSigned, isSelfSigned } from "./facts.ts";

/** The way from a certificate to one that is trusted. */
export interface Path {
  /** The leaf, and behind each certificate the one that has signed it. */
  readonly certificates: readonly X509Certificate[];
  /** Where it ends: at one that is trusted, at one that has signed itself, or where the next is missing. */
  readonly end: "trusted" | "self-signed" | "missing";
}

/** The most certificates of a path, as OpenSSL has it, too. */
const MOST = 20;

/**
 * Finds the way, in whatever order the certificates came. As OpenSSL has it, a way ends at one that has signed itself: an
 * intermediate that is trusted helps to find it, and is no end.
 */
export function findPath(
  [leaf, ...sent]: readonly [X509Certificate, ...X509Certificate[]],
  known: readonly X509Certificate[],
): Path {
  const trusted = known.filter(isSelfSigned);
  const others = [...sent, ...known.filter((one) => !trusted.includes(one))];
  const certificates = [leaf];
  for (let last = leaf; certificates.length < MOST; ) {
    if (trusted.some(({ raw }) => raw.equals(last.raw))) return { certificates, end: "trusted" };
    const anchor = trusted.find((one) => hasSigned(one, last));
    if (anchor !== undefined) return { certificates: [...certificates, anchor], end: "trusted" };
    if (isSelfSigned(last)) return { certificates, end: "self-signed" };
    const next = others.find((one) => !certificates.includes(one) && hasSigned(one, last));
    if (next === undefined) break;
    certificates.push(next);
    last = next;
  }
  return { certificates, end: "missing" };
}
