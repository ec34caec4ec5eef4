import type { X509Certificate } from "node:crypto";
import { hasSigned, isSelfSigned, oneLine } from "./facts.ts";

/** How far a chain goes. */
export interface ChainFacts {
  /** Whether each certificate is signed by the next, and the last by one that is trusted, or by itself. */
  readonly complete: boolean;
  /** Where it ends, or where it breaks. */
  readonly sentence: string;
}

/** Follows a chain, the leaf first, up to one of the certificates that are trusted. */
export function followChain(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
): ChainFacts {
  for (const [index, certificate] of chain.entries()) {
    const next = chain[index + 1];
    if (next !== undefined && !hasSigned(next, certificate)) {
      const sentence = `number ${index + 2} has not signed number ${index + 1}: expected the leaf first, and behind each certificate the one that has signed it`;
      return { complete: false, sentence };
    }
  }
  const last = chain.at(-1) as X509Certificate;
  const name = oneLine(last.issuer);
  if (trusted.some(({ raw }) => raw.equals(last.raw)))
    return { complete: true, sentence: `up to ${name}, which is trusted` };
  if (trusted.some((anchor) => hasSigned(anchor, last))) {
    return { complete: true, sentence: `up to ${name}, which is trusted` };
  }
  if (isSelfSigned(last)) return { complete: true, sentence: `up to ${name}, which has signed itself` };
  return {
    complete: false,
    sentence: `ends at number ${chain.length}: ${name}, who has signed it, is neither behind it nor trusted`,
  };
}
