import type { MemberRow } from "../members/rows.ts";

/** A line of a page's list of sources, as the definitions tell it: an address, perhaps with words around it, or words alone. */
export interface PageSource {
  readonly text: string;
  readonly url?: string | undefined;
}

/** The sources of a page's members, each once, in the order of the members. */
export function sourcesOf(rows: readonly MemberRow[]): PageSource[] {
  const texts = new Set(rows.flatMap(({ source }) => source ?? []));
  return [...texts].map((text) => ({ text, url: /https?:\/\/[^\s,]+/.exec(text)?.[0] }));
}
