import type { Manifest } from "../model/manifest.ts";

/** What is known of the site that decides what a place in a text means. */
export interface Surroundings {
  /** The hosts under which the site's own pages are linked to. */
  readonly hosts: ReadonlySet<string>;
  /** Where its sources are shown: hosts with the path of the repository. */
  readonly repositories: readonly string[];
  /** The ids of its documents: a list of some of them is a list of ids. */
  readonly ids: ReadonlySet<string>;
}

/** Nothing is known of the site. */
export const anySite: Surroundings = { hosts: new Set(), repositories: [], ids: new Set() };

/** What a manifest tells of the site itself. */
export function surroundingsOf({ locales }: Manifest): Surroundings {
  const all = Object.values(locales);
  return {
    hosts: new Set(all.flatMap(({ hosts }) => hosts)),
    repositories: [...new Set(all.flatMap(({ repositories = [] }) => repositories))],
    ids: new Set(all.flatMap(({ ids = [], drafts }) => [...ids, ...drafts.flatMap(({ id }) => id ?? [])])),
  };
}
