import type { MemberRow } from "../members/rows.mjs";

/** A source as the definitions name it: an address, perhaps with words behind it, or words alone. */
export interface Source {
  readonly text: string;
  readonly url?: string;
}

/** The sources of a page's members, each once, in the order of the members. */
export function sourcesOf(rows: readonly MemberRow[]): Source[] {
  const texts = new Set(rows.flatMap(({ source }) => (source === undefined ? [] : [source])));
  return [...texts].map((text) => {
    const url = /https?:\/\/[^\s,]+/.exec(text)?.[0];
    return url === undefined ? { text } : { text, url };
  });
}
