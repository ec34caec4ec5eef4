import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isInside } from "../model/mirror.ts";
import { pageOf } from "./front-matter.ts";
import type { DraftAsset, Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import { addressOf, newBody } from "./new-body.ts";
import { rewriteEntries } from "./new-entries.ts";
import { type Carried, newFields } from "./new-fields.ts";
import { newContent, png } from "./pictures.ts";
import type { Random } from "./random.ts";
import { type NextDraft, newDraft, nextOf } from "./survivors.ts";
import { title, word } from "./words.ts";

/** What a rewriting did, in drafts (each with its translations) and files. */
export interface Rewritten {
  readonly rewritten: number;
  /** Of those, how many have another address. */
  readonly moved: number;
  readonly deleted: number;
  readonly added: number;
  /** Files that only drafts use: changed, renamed, deleted or added. */
  readonly assets: number;
  /** Markdown files as they were written, to see whether the site leaves them as they are. */
  readonly files: ReadonlyMap<string, string>;
}

/** How many of the drafts that may go are deleted. */
const deletedShare = 0.2;

/** Rewrites all drafts of a copy of a site: other titles, addresses, texts, files, tags, dates and authors; some go, some come. */
export function rewriteDrafts(inventory: Inventory, random: Random, journal: Journal): Rewritten {
  const { documents, roots } = inventory;
  const staying = documents.filter(({ isNamed }) => isNamed || !random.chance(deletedShare));
  const kept = staying.map((document) => nextOf(document, inventory, random));
  const fitting = roots.filter(({ base }) => existsSync(base));
  const added = Array.from({ length: fitting.length === 0 ? 0 : 1 + random.below(3) }, () =>
    newDraft(random.pick(fitting), inventory, random),
  );
  const drafts = [...kept, ...added];
  const assets = rewriteAssets(drafts, inventory, journal, random);
  const files = new Map<string, string>();
  for (const root of roots) {
    const own = drafts.filter((draft) => draft.root === root);
    const choices = rewriteEntries(root, own.length > 0, inventory, journal, random);
    const owed = (keys: readonly string[]) => new Map(keys.map((key) => [key, random.pick(own)]));
    const [authors, tags] = [owed(choices.authors.added), owed(choices.tags.added)];
    for (const draft of own) {
      const carriedOf = (owing: ReadonlyMap<string, NextDraft>, known: readonly string[]) => [
        ...[...owing].filter(([, carrier]) => carrier === draft).map(([key]) => key),
        ...random.some(known, 2),
      ];
      const shown = assets.shownBy.get(draft) ?? [];
      const carried: Carried = {
        authors: carriedOf(authors, choices.authors.known),
        tags: carriedOf(tags, choices.tags.known),
        image: assets.imageOf.get(draft),
      };
      writeDraft(draft, own, carried, shown, inventory, random, files);
    }
  }
  for (const file of documents.flatMap((document) => document.files)) journal.remove(file);
  for (const [file, text] of files) journal.write(file, text);
  rewriteCategories(files, inventory, journal, random);
  return {
    rewritten: kept.length,
    moved: kept.filter((draft) => draft.files.some(({ from, to }) => from !== to)).length,
    deleted: documents.length - staying.length,
    added: added.length,
    assets: assets.changed,
    files,
  };
}

function writeDraft(
  draft: NextDraft,
  all: readonly NextDraft[],
  carried: Carried,
  shown: readonly string[],
  { siteDir, baseUrl, statics, addresses }: Inventory,
  random: Random,
  files: Map<string, string>,
): void {
  const slug = random.chance(0.4)
    ? random.pick([word(random), `/${word(random)}/${word(random)}`])
    : undefined;
  const beside = all.filter((other) => other !== draft && liesBeside(other, draft));
  for (const { to, fields, head, cut } of draft.files) {
    const targets = {
      addresses,
      drafts: beside.map((other) => path.basename(other.files[0]?.to ?? "")),
      assets: shown.map((file) => addressOf(file, siteDir, baseUrl, statics)),
    };
    const body = newBody(targets, cut, random);
    files.set(
      to,
      fields === undefined ? head + body : pageOf(newFields(fields, draft, carried, slug, random), body),
    );
  }
}

/** Whether each translation of a draft has one of another beside it: a link by file means the language that it stands in. */
function liesBeside(other: NextDraft, { root, files }: NextDraft): boolean {
  const folders = (list: NextDraft["files"]) =>
    list
      .map(({ to }) => path.dirname(to))
      .sort()
      .join("\n");
  return root.kind !== "pages" && folders(other.files) === folders(files);
}

interface Assets {
  readonly shownBy: ReadonlyMap<NextDraft, readonly string[]>;
  readonly imageOf: ReadonlyMap<NextDraft, string>;
  readonly changed: number;
}

/**
 * Changes the files that only drafts use. Each that is there afterwards is shown by a draft: what nothing shows is public,
 * as any file in a static folder.
 */
function rewriteAssets(
  drafts: readonly NextDraft[],
  { assets, statics, siteDir, baseUrl }: Inventory,
  journal: Journal,
  random: Random,
): Assets {
  const shownBy = new Map<NextDraft, string[]>();
  const imageOf = new Map<NextDraft, string>();
  let changed = 0;
  const place = (file: string, content: Buffer): void => {
    const carrier = random.pick(drafts);
    journal.write(file, content);
    shownBy.set(carrier, [...(shownBy.get(carrier) ?? []), file]);
    changed++;
  };
  for (const asset of assets) {
    const before = readFileSync(asset.file);
    journal.remove(asset.file);
    if (drafts.length === 0 || (!asset.isNamed && random.chance(deletedShare))) changed++;
    else place(nextPlace(asset, random), newContent(random, asset.file, before));
  }
  for (const draft of drafts) {
    const folders = [
      ...statics.map((folder) => path.join(folder, random.pick(["", "img", word(random)]))),
      path.dirname(draft.files[0]?.to ?? siteDir),
    ];
    if (random.chance(0.4)) place(path.join(random.pick(folders), `${word(random)}.png`), png(random));
    const [folder] = statics;
    if (folder === undefined || !random.chance(0.3)) continue;
    const file = path.join(folder, "img", `${word(random)}.png`);
    journal.write(file, png(random));
    imageOf.set(draft, addressOf(file, siteDir, baseUrl, statics).source);
    changed++;
  }
  return { shownBy, imageOf, changed };
}

function nextPlace({ file, isNamed }: DraftAsset, random: Random): string {
  const stays = isNamed || random.chance(0.4);
  return stays ? file : path.join(path.dirname(file), word(random) + path.extname(file));
}

const categoryFile = /^_category_\.(json|ya?ml)$/;

/** Labels of folders that hold drafts alone: other ones, none where no draft is left, and some for new folders. */
function rewriteCategories(
  files: ReadonlyMap<string, string>,
  { draftFolders, roots }: Inventory,
  journal: Journal,
  random: Random,
): void {
  const text = () =>
    `${JSON.stringify({
      label: title(random),
      ...(random.chance(0.5) && { position: random.below(50) }),
      ...(random.chance(0.4) && {
        link: { type: "generated-index", slug: `/${word(random)}`, title: title(random) },
      }),
    })}\n`;
  const holdsDraft = (folder: string) => [...files.keys()].some((file) => isInside(folder, file));
  for (const folder of draftFolders) {
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => categoryFile.test(name)) : [];
    for (const name of names) {
      const file = path.join(folder, name);
      if (holdsDraft(folder)) journal.write(file, text());
      else journal.remove(file);
    }
  }
  const docs = roots.filter(({ kind }) => kind === "docs").map(({ base }) => base);
  const holders = new Set([...files.keys()].map((file) => path.dirname(file)));
  for (const folder of holders) {
    const isNew = docs.some((base) => base !== folder && isInside(base, folder)) && holdsOnly(folder, files);
    if (isNew && random.chance(0.5)) journal.write(path.join(folder, "_category_.json"), text());
  }
}

/** Whether a folder came to be with drafts: nothing else is in it. */
function holdsOnly(folder: string, files: ReadonlyMap<string, string>): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).every(
    (entry) => entry.isDirectory() || files.has(path.join(entry.parentPath, entry.name)),
  );
}
