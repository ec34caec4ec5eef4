import type { BlogAuthor, Draft } from "../model/draft.ts";
import type { Gate } from "../model/gate.ts";

/** What is said of the authors of a draft who wrote nothing public. */
interface AuthorNames {
  /** Their names and addresses. */
  readonly names: readonly string[];
  /** What they are, which others may be too. */
  readonly titles: readonly string[];
}

/** What of the authors of a draft no public page says of its own. */
export function authorNames(draft: Draft, gate: Gate): AuthorNames {
  const known = new Set(gate.publicAuthors.flatMap(namesOf));
  const isKnown = new Set(gate.publicAuthors.map(({ name }) => name));
  const own = draft.authors.filter(({ name }) => !isKnown.has(name));
  return {
    names: own.flatMap(namesOf).filter((text) => !known.has(text)),
    titles: own.flatMap(({ title }) => title ?? []),
  };
}

function namesOf({ name, email, url, socials = {} }: BlogAuthor): string[] {
  return [name, email, url, ...Object.values(socials)].flatMap((text) => (text ? [text] : []));
}
