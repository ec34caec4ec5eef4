import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { leftOut } from "../mirror/left-out.ts";
import type { ContentFolders } from "../model/content-roots.ts";
import type { HiddenEntries } from "../model/hidden.ts";
import { type Manifest, secretFiles } from "../model/manifest.ts";
import { isInside } from "../model/mirror.ts";
import { type DraftDocument, documentsOf, isLeanedOn, namesOf } from "./draft-documents.ts";
import { foldersOfDrafts } from "./draft-folders.ts";
import { inOrder } from "./in-order.ts";
import { publicNames } from "./public-names.ts";

/** A draft, and whether it keeps its address and stays: public sources link to it, name it or depend on it. */
export interface KnownDraft extends DraftDocument {
  readonly isNamed: boolean;
}

/** A file that only drafts use. */
export interface DraftAsset {
  readonly file: string;
  /** Whether a public source names it. */
  readonly isNamed: boolean;
}

/** What is rewritten of a site, and what is to be known for it. All files are absolute. */
export interface Inventory {
  readonly siteDir: string;
  readonly baseUrl: string;
  readonly roots: readonly ContentFolders[];
  readonly documents: readonly KnownDraft[];
  readonly assets: readonly DraftAsset[];
  /** Entries of files of authors and tags that only drafts use; files without such ones among them. */
  readonly entries: readonly HiddenEntries[];
  /** Addresses of pages that are public in all languages, below `baseUrl`. */
  readonly addresses: readonly string[];
  /** Folders of content that hold drafts and no public page. */
  readonly draftFolders: readonly string[];
  readonly statics: readonly string[];
}

/**
 * Lists what is to be rewritten.
 *
 * @param copy - the folder that the copy of the site, and of what it reads, lies in
 * @param tree - its public tree
 */
export function readInventory(manifest: Manifest, siteDir: string, copy: string, tree: string): Inventory {
  const at = (file: string) => path.resolve(siteDir, file);
  const hidden = Object.values(manifest.locales).flatMap((locale) => locale.hidden ?? []);
  const roots = distinctRoots(
    hidden.flatMap((one) =>
      one.roots.map(({ kind, base, localized }) => ({ kind, base: at(base), localized: localized.map(at) })),
    ),
  );
  const { files: without, entries } = leftOut(manifest, siteDir);
  const assets = [
    ...new Set(secretFiles(manifest).flatMap(({ source }) => (source ? [at(source)] : []))),
  ].sort();
  const documents = documentsOf(manifest, roots, at);
  const files = documents.flatMap((document) => document.files);
  const draftFolders = foldersOfDrafts(files, roots, without);
  const isPublic = (file: string) =>
    !without.has(file) && !draftFolders.some((folder) => isInside(folder, file));
  const named = publicNames(copy, isPublic, [
    ...documents.flatMap((document) => namesOf(document, manifest, at)),
    ...[...assets, ...draftFolders].map((file) => path.basename(file)),
  ]);
  const isNamed = (file: string) => named.has(path.basename(file));
  const known = documents.map((document) => ({
    ...document,
    isNamed: namesOf(document, manifest, at).some((name) => named.has(name)) || isLeanedOn(document, without),
  }));
  const namedFolders = draftFolders.filter(
    (folder) => isNamed(folder) && roots.some(({ base }) => isInside(base, folder)),
  );
  return {
    siteDir,
    baseUrl: manifest.site.baseUrl,
    roots,
    documents: withKeepers(known, manifest, namedFolders, at),
    assets: assets.filter((file) => existsSync(file)).map((file) => ({ file, isNamed: isNamed(file) })),
    entries: inOrder(entries, ({ file }) => file),
    addresses: commonAddresses(manifest),
    draftFolders,
    statics: [at("static")].filter((folder) => isServed(folder, tree)),
  };
}

/** What else is to be rewritten than some drafts, which may show files of drafts: these keep their places. */
export function withoutDrafts(inventory: Inventory, drafts: readonly KnownDraft[]): Inventory {
  return {
    ...inventory,
    documents: inventory.documents.filter((document) => !drafts.includes(document)),
    assets: inventory.assets.map(({ file }) => ({ file, isNamed: true })),
  };
}

function distinctRoots(roots: readonly ContentFolders[]): ContentFolders[] {
  return inOrder([...new Map(roots.map((root) => [root.base, root])).values()], ({ base }) => base);
}

/** Docusaurus demands one document of a version, and one of what is a sidebar of its own. */
function withKeepers(
  documents: readonly KnownDraft[],
  manifest: Manifest,
  namedFolders: readonly string[],
  at: (file: string) => string,
): KnownDraft[] {
  const emptied = Object.values(manifest.locales)
    .flatMap(({ hidden }) => hidden?.versions ?? [])
    .filter(({ isEmptied }) => isEmptied)
    .map(({ contentPath }) => at(contentPath));
  const keepers = new Set(
    [...emptied, ...namedFolders].map((folder) =>
      documents.find(({ files }) => files.some((file) => isInside(folder, file))),
    ),
  );
  return documents.map((document) => (keepers.has(document) ? { ...document, isNamed: true } : document));
}

/** The addresses that lead to a public page whatever the language of the page that says them. */
function commonAddresses({ locales }: Manifest): string[] {
  const lists = Object.values(locales).flatMap(({ hidden }) => {
    if (hidden === undefined) return [];
    const bases = [...hidden.baseUrls].sort((a, b) => b.length - a.length);
    return [Object.values(hidden.pages).map((permalink) => withoutBase(permalink, bases))];
  });
  const [first = [], ...others] = lists.map((list) => new Set(list));
  return [...first].filter((address) => others.every((list) => list.has(address))).sort();
}

function withoutBase(permalink: string, bases: readonly string[]): string {
  const base = bases.find((one) => permalink.startsWith(one)) ?? "/";
  return `/${permalink.slice(base.length)}`;
}

/** Whether a folder is one of those that are served as they are: something of it is in the tree. */
function isServed(folder: string, tree: string): boolean {
  if (!existsSync(folder)) return false;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.some(({ name, parentPath }) =>
    existsSync(path.join(tree, path.relative(folder, path.join(parentPath, name)))),
  );
}
