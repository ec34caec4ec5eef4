import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isNotCopied } from "../mirror/copy-tree.ts";
import { saysDraft } from "../mirror/draft-text.ts";
import { leftOut } from "../mirror/left-out.ts";
import { type ContentFolders, sameDocument } from "../model/content-roots.ts";
import type { HiddenEntries } from "../model/hidden.ts";
import { type Manifest, secretFiles } from "../model/manifest.ts";
import { isInside } from "../model/mirror.ts";
import { placeNames, publicNames } from "./public-names.ts";

/** One draft with its translations. */
export interface DraftDocument {
  readonly root: ContentFolders;
  /** Its path from the folder of originals, whether there is an original or not. */
  readonly inside: string;
  /** The files that hold it, as far as they are drafts. */
  readonly files: readonly string[];
  /** Whether public sources link to it or name it: it keeps its address, and stays. */
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
  readonly documents: readonly DraftDocument[];
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
  const draftFolders = foldersOfDrafts(documents, roots, without);
  const isPublic = (file: string) =>
    !without.has(file) && !draftFolders.some((folder) => isInside(folder, file));
  const namesOf = (document: Omit<DraftDocument, "isNamed">) => [
    ...placeNames(document.inside),
    ...addressesOf(document, manifest, at),
  ];
  const named = publicNames(copy, isPublic, [
    ...documents.flatMap(namesOf),
    ...assets.map((file) => path.basename(file)),
    ...draftFolders.map((folder) => path.basename(folder)),
  ]);
  const isNamed = (document: Omit<DraftDocument, "isNamed">) =>
    namesOf(document).some((name) => named.has(name)) ||
    introducesPublic(document, without) ||
    hasPublicOriginal(document, without);
  const marked = documents.map((document) => ({ ...document, isNamed: isNamed(document) }));
  return {
    siteDir,
    baseUrl: manifest.site.baseUrl,
    roots,
    documents: withKeepers(
      marked,
      manifest,
      draftFolders.filter(
        (folder) => named.has(path.basename(folder)) && roots.some(({ base }) => isInside(base, folder)),
      ),
      at,
    ),
    assets: assets
      .filter((file) => existsSync(file))
      .map((file) => ({ file, isNamed: named.has(path.basename(file)) })),
    entries: sortedBy(entries, ({ file }) => file),
    addresses: commonAddresses(manifest),
    draftFolders,
    statics: [at("static")].filter((folder) => isServed(folder, tree)),
  };
}

function distinctRoots(roots: readonly ContentFolders[]): ContentFolders[] {
  return sortedBy([...new Map(roots.map((root) => [root.base, root])).values()], ({ base }) => base);
}

function documentsOf(
  manifest: Manifest,
  roots: readonly ContentFolders[],
  at: (file: string) => string,
): Omit<DraftDocument, "isNamed">[] {
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
  return sortedBy(documents, ({ original }) => original).map(({ document }) => document);
}

/** What is listed must come in one order, or a seed would not repeat what it did: builds find things as they happen to. */
function sortedBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** What the addresses and ids of a draft end with. */
function addressesOf(
  { files }: Pick<DraftDocument, "files">,
  manifest: Manifest,
  at: (file: string) => string,
): string[] {
  const drafts = Object.values(manifest.locales).flatMap((locale) => locale.drafts);
  return drafts
    .filter(({ source }) => files.includes(at(source)))
    .flatMap(({ permalink, id }) => [permalink, id ?? ""])
    .map((name) => name.split("/").filter(Boolean).at(-1) ?? "");
}

/** A page that introduces its folder changes what the folder is to its public pages. */
function introducesPublic(
  { files, inside }: Omit<DraftDocument, "isNamed">,
  without: ReadonlySet<string>,
): boolean {
  const { name, dir } = path.parse(inside);
  const own = path.basename(dir).replace(/^\d+[\s._-]+/, "");
  const introduces = /^(index|readme)$/i.test(name) || name.toLowerCase() === own.toLowerCase();
  return introduces && files.some((file) => holdsPublicPage(path.dirname(file), without));
}

/** What is a draft in one language and not in another is read by the other too. */
function hasPublicOriginal(
  { root, inside }: Omit<DraftDocument, "isNamed">,
  without: ReadonlySet<string>,
): boolean {
  return [root.base, ...root.localized].some((folder) => {
    const file = path.join(folder, inside);
    return existsSync(file) && !without.has(file);
  });
}

function holdsPublicPage(folder: string, without: ReadonlySet<string>): boolean {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.some(({ name, parentPath }) => {
    const file = path.join(parentPath, name);
    return /\.mdx?$/i.test(name) && !without.has(file) && !saysDraft(readFileSync(file, "utf8"));
  });
}

function foldersOfDrafts(
  documents: readonly Pick<DraftDocument, "files" | "root">[],
  roots: readonly ContentFolders[],
  without: ReadonlySet<string>,
): string[] {
  const tops = new Set(roots.flatMap(({ base, localized }) => [base, ...localized]));
  const found = new Set<string>();
  for (const file of documents.flatMap(({ files }) => files)) {
    for (
      let folder = path.dirname(file);
      !tops.has(folder) && !found.has(folder);
      folder = path.dirname(folder)
    ) {
      if (holdsPublicPage(folder, without)) break;
      found.add(folder);
    }
  }
  return [...found];
}

/** Docusaurus demands one document of a version, and one of what is a sidebar of its own. */
function withKeepers(
  documents: readonly DraftDocument[],
  manifest: Manifest,
  namedFolders: readonly string[],
  at: (file: string) => string,
): DraftDocument[] {
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
  if (!existsSync(folder) || isNotCopied(path.basename(folder))) return false;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.some(({ name, parentPath }) =>
    existsSync(path.join(tree, path.relative(folder, path.join(parentPath, name)))),
  );
}
