import { existsSync } from "node:fs";
import path from "node:path";
import { pageOf } from "./front-matter.ts";
import type { Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import { rewriteAssets } from "./new-assets.ts";
import { addressOf, newBody } from "./new-body.ts";
import { rewriteCategories } from "./new-categories.ts";
import { type Choices, rewriteEntries } from "./new-entries.ts";
import { type Carried, newFields } from "./new-fields.ts";
import type { Random } from "./random.ts";
import { isReadable, type NextDraft, newDraft, nextOf } from "./survivors.ts";
import { word } from "./words.ts";

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
    const naming = own.filter(isReadable);
    const choices = rewriteEntries(root, naming.length > 0, inventory, journal, random);
    const named = namesFor(naming, choices, random);
    for (const draft of own) {
      const carried = { ...named(draft), image: assets.imageOf.get(draft) };
      writeDraft(draft, own, carried, assets.shownBy.get(draft) ?? [], inventory, random, files);
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

/** Who names which authors and tags: each new one has at least one draft that does. */
function namesFor(
  drafts: readonly NextDraft[],
  { authors, tags }: Choices,
  random: Random,
): (draft: NextDraft) => Pick<Carried, "authors" | "tags"> {
  const owed = (keys: readonly string[]) => keys.map((key) => [key, random.pick(drafts)] as const);
  const [authorsOwed, tagsOwed] = [owed(authors.added), owed(tags.added)];
  const keysOf = (owing: typeof authorsOwed, draft: NextDraft, known: readonly string[]) => [
    ...owing.filter(([, carrier]) => carrier === draft).map(([key]) => key),
    ...random.some(known, 2),
  ];
  return (draft) => ({
    authors: keysOf(authorsOwed, draft, authors.known),
    tags: keysOf(tagsOwed, draft, tags.known),
  });
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
