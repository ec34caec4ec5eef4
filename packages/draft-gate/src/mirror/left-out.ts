import { realpathSync } from "node:fs";
import path from "node:path";
import type { HiddenContent, HiddenEntries } from "../model/hidden.ts";
import { type Manifest, secretFiles } from "../model/manifest.ts";

/** What a mirror does not have, by absolute paths of originals. */
export interface LeftOut {
  /** Real paths: a file can have several names. */
  readonly files: ReadonlySet<string>;
  readonly entries: readonly HiddenEntries[];
  /** The folders that content is read from, and that plugins demand even when nothing is in them. */
  readonly folders: readonly string[];
  /** The folders whose files are served as they are: a site in one of them is a source of this one. */
  readonly statics: readonly string[];
}

/** What no locale of a site may have. */
export function leftOut(manifest: Manifest, siteDir: string): LeftOut {
  const at = (file: string) => path.resolve(siteDir, file);
  const locales = Object.values(manifest.locales);
  const hidden = locales.flatMap((locale) => locale.hidden ?? []);
  const assets = secretFiles(manifest).flatMap(({ source }) => source ?? []);
  const files = [...hidden.flatMap((content) => content.files), ...assets].map(at);
  return {
    files: new Set([...files, ...files.map(realPath)]),
    entries: sharedEntries(hidden).map((entry) => ({ ...entry, file: at(entry.file) })),
    folders: [...new Set(hidden.flatMap(({ roots }) => roots.map(({ base }) => at(base))))],
    statics: [
      ...new Set(hidden.flatMap(({ statics = [] }) => statics.map((folder) => realPath(at(folder))))),
    ],
  };
}

/** The entries that drafts use in some locale, and public pages in none. */
function sharedEntries(hidden: readonly HiddenContent[]): HiddenEntries[] {
  const all = hidden.flatMap(({ entries }) => entries);
  return [...new Map(all.map((one) => [one.file, one])).values()].map(({ kind, file }) => {
    const own = all.filter((one) => one.file === file);
    const shown = [...new Set(own.flatMap((one) => one.shown))];
    const keys = new Set(own.flatMap((one) => one.keys));
    return { kind, file, keys: [...keys].filter((key) => !shown.includes(key)), shown };
  });
}

/** The path of a file without symbolic links; of what is not there, the path itself. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
