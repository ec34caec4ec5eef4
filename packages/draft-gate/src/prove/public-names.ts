import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isNotCopied } from "../mirror/copy-tree.ts";
import { isBuiltTree } from "../model/built-tree.ts";
import { isManifestText } from "../model/manifest.ts";
import { outFolderMark } from "../model/out-folder-mark.ts";

/** Files in which somebody may name a page. */
const source = /\.(mdx?|[cm]?[jt]sx?|json5?|ya?ml|toml|html?|css|txt|xml|csv)$/i;
/** Lists of packages are long, and name no page. */
const locks = /^(package-lock\.json|yarn\.lock|pnpm-lock\.yaml|npm-shrinkwrap\.json)$/;

/** By what a file of content is named: its name, without a date or a number before it; for the page of a folder, that of the folder. */
export function placeNames(inside: string): string[] {
  const { name, dir } = path.parse(inside);
  const bare = name.replace(/^\d{4}-\d\d?-\d\d?-/, "");
  const names = [name, bare, bare.replace(/^\d+[\s._-]+/, "")];
  const isIndex = /^(index|readme)$/i.test(bare);
  return (isIndex ? placeNames(dir || "/") : names).filter(Boolean);
}

/**
 * Those of some names that a public source says as a link or a name: in quotes, in a path, as a file, or as a value by
 * itself. A word of a sentence is no name.
 *
 * @param folder - what is searched
 * @param isPublic - whether a file is a public source
 */
export function publicNames(
  folder: string,
  isPublic: (file: string) => boolean,
  names: readonly string[],
): Set<string> {
  const wanted = [...new Set(names)].filter(Boolean).sort((a, b) => b.length - a.length);
  const found = new Set<string>();
  if (wanted.length === 0) return found;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_-])(?:${wanted.map(escaped).join("|")})(?![\\p{L}\\p{N}_-])`,
    "giu",
  );
  const byLowerCase = new Map(wanted.map((name) => [name.toLowerCase(), name]));
  for (const text of publicTexts(folder, isPublic)) {
    for (const { 0: said, index } of text.matchAll(pattern)) {
      const name = byLowerCase.get(said.toLowerCase());
      if (name !== undefined && !found.has(name) && isName(text, index, said.length)) found.add(name);
    }
  }
  return new Set(
    [...found].flatMap((name) => wanted.filter((one) => one.toLowerCase() === name.toLowerCase())),
  );
}

function isName(text: string, index: number, length: number): boolean {
  const before = text.slice(Math.max(0, index - 1), index);
  const after = text.slice(index + length, index + length + 4);
  if (/["'`/(<[#@]/.test(before) || /^(["'`/>\])#]|\.mdx?)/.test(after)) return true;
  const line = text.slice(text.lastIndexOf("\n", index - 1) + 1, index);
  return /^\s*(?:-|[\w-]+:)\s*$/.test(line) && /^\s*(?:\r?\n|$)/.test(text.slice(index + length));
}

function* publicTexts(folder: string, isPublic: (file: string) => boolean): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (isBuiltTree(folder) || entries.some(({ name }) => name === outFolderMark)) return;
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !isNotCopied(entry.name)) yield* publicTexts(file, isPublic);
    if (!entry.isFile() || !source.test(entry.name) || locks.test(entry.name) || !isPublic(file)) continue;
    const text = readFileSync(file, "utf8");
    if (!isManifestText(text)) yield text;
  }
}

function escaped(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
