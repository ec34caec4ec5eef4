import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import type { HiddenEntries } from "../model/hidden.ts";

/** A tag as a page carries it. */
interface Tag {
  readonly label: string;
  readonly inline: boolean;
}

/** Where a content plugin looks for a file of tags. */
interface TagFiles {
  readonly folders: readonly (string | undefined)[];
  /** The option `tags`. */
  readonly name: unknown;
}

/** The entries of files of tags, by whether public pages carry them, or drafts alone. */
export async function draftOnlyTags(
  { folders, name }: TagFiles,
  ofDrafts: readonly Tag[],
  ofPages: readonly Tag[],
): Promise<HiddenEntries[]> {
  if (name === false || name === null) return [];
  const used = new Set(ofPages.map(({ label }) => label));
  const hidden = new Set(ofDrafts.filter(({ label }) => !used.has(label)).map(({ label }) => label));
  const files = existing(folders, typeof name === "string" ? name : "tags.yml");
  return Promise.all(
    files.map(async (file) => {
      const entries = Object.entries(await readEntries(file));
      const keysOf = (labels: ReadonlySet<string>) =>
        entries.filter(([key, tag]) => labels.has(labelOf(key, tag))).map(([key]) => key);
      return { kind: "tags", file, keys: keysOf(hidden), shown: keysOf(used) };
    }),
  );
}

/** The files of a name in folders. */
export function existing(folders: readonly (string | undefined)[], name: string): string[] {
  return [...new Set(folders.flatMap((folder) => (folder === undefined ? [] : path.resolve(folder, name))))];
}

async function readEntries(file: string): Promise<Record<string, { label?: string } | null>> {
  return readFile(file, "utf8").then(
    (text) => parse(text) ?? {},
    () => ({}),
  );
}

/** As Docusaurus labels a tag that has no label of its own. */
function labelOf(key: string, tag: { label?: string } | null): string {
  return tag?.label || key.charAt(0).toUpperCase() + key.slice(1).toLowerCase();
}
