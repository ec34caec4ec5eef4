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

/** The entries that only drafts use in every locale. */
function sharedEntries(hidden: readonly HiddenContent[]): HiddenEntries[] {
  const files = new Set(hidden.flatMap(({ entries }) => entries.map(({ file }) => file)));
  return [...files].map((file) => ({
    file,
    keys: inAll(
      hidden.map(({ entries }) => entries.filter((one) => one.file === file).flatMap(({ keys }) => keys)),
    ),
  }));
}

function inAll(lists: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = lists;
  return first.filter((item) => others.every((list) => list.includes(item)));
}

/** The path of a file without symbolic links; of what is not there, the path itself. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
