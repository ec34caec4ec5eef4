import { existsSync } from "node:fs";
import path from "node:path";
import { type ContentFolders, sameDocument } from "../model/content-roots.ts";
import type { Manifest } from "../model/manifest.ts";
import { isInside } from "../model/mirror.ts";
import { holdsPublicPage } from "./draft-folders.ts";
import { inOrder } from "./in-order.ts";
import { placeNames } from "./public-names.ts";

/** One draft with its translations. */
export interface DraftDocument {
  readonly root: ContentFolders;
  /** Its path from the folder of originals, whether there is an original or not. */
  readonly inside: string;
  /** The files that hold it, as far as they are drafts. */
  readonly files: readonly string[];
}

/** All drafts of a site, in one order. */
export function documentsOf(
  manifest: Manifest,
  roots: readonly ContentFolders[],
  at: (file: string) => string,
): DraftDocument[] {
  const byPlace = new Map<string, { root: ContentFolders; inside: string; files: string[] }>();
  const all = Object.values(manifest.locales).flatMap(({ hidden, drafts }) => [
    ...(hidden?.files ?? []),
    ...drafts.map(({ source }) => source),
  ]);
  for (const file of new Set(all.map(at))) {
    const [original = file] = sameDocument(file, roots);
    const root = roots.find(({ base }) => isInside(base, original));
    if (root === undefined || !existsSync(file)) continue;
    const document = byPlace.get(original) ?? { root, inside: path.relative(root.base, original), files: [] };
    document.files.push(file);
    byPlace.set(original, document);
  }
  const documents = [...byPlace].map(([original, { files, ...document }]) => ({
    original,
    document: { ...document, files: files.sort() },
  }));
  return inOrder(documents, ({ original }) => original).map(({ document }) => document);
}

/** By what somebody may name a draft: its place, and what its addresses and ids end with. */
export function namesOf(document: DraftDocument, manifest: Manifest, at: (file: string) => string): string[] {
  const drafts = Object.values(manifest.locales).flatMap((locale) => locale.drafts);
  const ends = drafts
    .filter(({ source }) => document.files.includes(at(source)))
    .flatMap(({ permalink, id }) => [permalink, id ?? ""])
    .map((name) => name.split("/").filter(Boolean).at(-1) ?? "");
  return [...placeNames(document.inside), ...ends];
}

/** Whether public pages depend on where a draft is, although nothing names it. */
export function isLeanedOn(document: DraftDocument, without: ReadonlySet<string>): boolean {
  return introducesPublic(document, without) || hasPublicVersion(document, without);
}

/** A page that introduces its folder changes what the folder is to its public pages. */
function introducesPublic({ files, inside }: DraftDocument, without: ReadonlySet<string>): boolean {
  const { name, dir } = path.parse(inside);
  const own = path.basename(dir).replace(/^\d+[\s._-]+/, "");
  const introduces = /^(index|readme)$/i.test(name) || name.toLowerCase() === own.toLowerCase();
  return introduces && files.some((file) => holdsPublicPage(path.dirname(file), without));
}

/** What is a draft in one language and not in another is read by the other too. */
function hasPublicVersion({ root, inside }: DraftDocument, without: ReadonlySet<string>): boolean {
  return [root.base, ...root.localized].some((folder) => {
    const file = path.join(folder, inside);
    return existsSync(file) && !without.has(file);
  });
}
