import type { Manifest } from "../model/manifest.ts";
import type { Surroundings } from "./counts.ts";

/** What a manifest tells of the site itself. */
export function surroundingsOf({ locales }: Manifest): Surroundings {
  const all = Object.values(locales);
  return {
    hosts: new Set(all.flatMap(({ hosts }) => hosts)),
    repositories: [...new Set(all.flatMap(({ repositories = [] }) => repositories))],
    ids: new Set(all.flatMap(({ ids = [], drafts }) => [...ids, ...drafts.flatMap(({ id }) => id ?? [])])),
  };
}
