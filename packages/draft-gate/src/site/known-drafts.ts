import path from "node:path";
import type { Draft } from "../model/draft.ts";
import { type Findings, noFindings } from "../model/gate.ts";
import type { LocaleManifest } from "../model/manifest.ts";
import { type Mirror, originalOf } from "../model/mirror.ts";

/** What the private build found, as the public one would have found it in its own folder. */
export function knownDrafts(
  { drafts, files, hidden }: LocaleManifest,
  siteDir: string,
  mirror: Mirror,
): Findings {
  const at = (file: string) => path.resolve(siteDir, file);
  return {
    ...noFindings(),
    drafts: drafts.map(
      ({ source, permalink, plugin = "default", id, inLatestVersion }): Draft => ({
        pluginId: plugin,
        ...(id !== undefined && { id }),
        permalink,
        file: at(source),
        tags: [],
        authors: [],
        ...(inLatestVersion !== undefined && { inLatestVersion }),
      }),
    ),
    roots: (hidden?.roots ?? []).map(({ kind, base, localized }) => ({
      kind,
      base: at(base),
      localized: localized.map(at),
    })),
    originals: new Set(
      [...(hidden?.files ?? []), ...files.flatMap(({ source }) => source ?? [])].map((file) =>
        originalOf(mirror, at(file)),
      ),
    ),
    versions: [...(hidden?.versions ?? [])],
  };
}
