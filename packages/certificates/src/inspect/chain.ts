import type { X509Certificate } from "node:crypto";
import {
  isFor,
  refusedExtensions,
  refusedIssuers,
  refusedKeys,
  refusedTimes,
  type Use,
} from "./chain-rules.ts";
import { hasSigned, isBroken, oneLine, signsOthers } from "./facts.ts";
import { findPath } from "./path.ts";
import { bothOf, type ReadCertificate } from "./read-certificates.ts";

/** How far a chain goes, and whether it holds. */
export interface ChainFacts {
  /** Whether each certificate is signed by the next, and the last by one that is trusted, or by itself. */
  readonly complete: boolean;
  /** Whether it is complete, and everybody in it is good now, may sign what is below, and has a key that cannot be forged. */
  readonly holds: boolean;
  /** Where it ends, where it breaks, or who in it breaks a rule. */
  readonly sentence: string;
}

const USES: readonly Use[] = ["server", "client"];

/** Follows a chain, the leaf first, up to one of the certificates that are trusted. */
export function followChain(
  chain: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  now = new Date(),
): ChainFacts {
  for (const [index, certificate] of chain.entries()) {
    const next = chain[index + 1];
    if (next !== undefined && !hasSigned(next, certificate)) {
      return broken(
        `number ${index + 2} has not signed number ${index + 1}: expected the leaf first, and behind each certificate the one that has signed it`,
      );
    }
  }
  const last = chain.at(-1) as X509Certificate;
  const { certificates: above, end } = findPath([last], trusted);
  const top = above.at(-1) as X509Certificate;
  const name = oneLine(top.issuer);
  if (end === "missing") {
    const where = top === last ? `number ${chain.length}` : oneLine(top.subject);
    if (isBroken(top)) {
      return broken(
        `ends at ${where}, which says that it has signed itself: its signature is broken, or by another key of that name`,
      );
    }
    return broken(`ends at ${where}: ${name}, who has signed it, is neither behind it nor trusted`);
  }
  const all = [...chain, ...above.slice(1)];
  const read = all.map(bothOf);
  const refusal =
    refusedTimes(all, now) ?? refusedAbove(read) ?? keysOf(refusedKeys(read)) ?? refusedExtensions(read);
  const sentence = `up to ${name}, which ${end === "trusted" ? "is trusted" : "has signed itself"}`;
  return refusal === undefined
    ? { complete: true, holds: true, sentence }
    : { complete: true, holds: false, sentence: `${sentence}; but ${refusal}` };
}

/** Who may not sign what is below, whatever of its uses the leaf is shown for. */
function refusedAbove(all: readonly ReadCertificate[]): string | undefined {
  const [leaf] = all as readonly [ReadCertificate, ...ReadCertificate[]];
  const uses = signsOthers(leaf) ? [] : USES.filter((use) => isFor(leaf.parsed, use));
  if (uses.length === 0) return refusedIssuers(all, undefined);
  const refusals = uses.map((use) => refusedIssuers(all, use));
  return refusals.includes(undefined) ? undefined : refusals[0];
}

function keysOf(refusal: string | undefined): string | undefined {
  return refusal?.replace(/^that of/, "the key of");
}

function broken(sentence: string): ChainFacts {
  return { complete: false, holds: false, sentence };
}
