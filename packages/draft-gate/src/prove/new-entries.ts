import { existsSync, readFileSync } from "node:fs";
import { type Document, isMap, parseDocument } from "yaml";
import type { ContentFolders } from "../model/content-roots.ts";
import type { HiddenEntries } from "../model/hidden.ts";
import { isInside } from "../model/mirror.ts";
import type { Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import type { Random } from "./random.ts";
import { phrase, sentence, title, word } from "./words.ts";

/** What drafts of one folder of content can name. */
export interface EntryChoice {
  /** Keys that public pages use as well. */
  readonly known: readonly string[];
  /** Keys that only drafts have: at least one of them has to name each. */
  readonly added: readonly string[];
}

/** The names that drafts of one folder of content can choose from. */
export interface Choices {
  readonly authors: EntryChoice;
  readonly tags: EntryChoice;
}

const none: EntryChoice = { known: [], added: [] };

/** Takes out all entries of authors and tags that only drafts use, and puts others in, if any draft is left to name them. */
export function rewriteEntries(
  root: ContentFolders,
  hasDrafts: boolean,
  { entries, documents }: Inventory,
  journal: Journal,
  random: Random,
): Choices {
  const folders = [root.base, ...root.localized];
  const own = entries.filter(({ file }) => folders.some((folder) => isInside(folder, file)));
  const rewrite = (kind: HiddenEntries["kind"]): EntryChoice => {
    const lists = own.filter((one) => one.kind === kind);
    const gone = new Set(lists.flatMap(({ keys }) => keys));
    const ofKind = lists.map(({ file }) => file).filter((file) => existsSync(file));
    if (ofKind.length === 0) return none;
    const count = hasDrafts ? random.below(3) : 0;
    const added = Object.fromEntries(
      Array.from({ length: count }, () => [word(random), kind === "tags" ? tag(random) : author(random)]),
    );
    const known = ofKind.map((file) => rewriteFile(file, gone, added, journal));
    const [first = [], ...others] = known;
    return {
      known: first.filter((key) => others.every((keys) => keys.includes(key))),
      added: Object.keys(added),
    };
  };
  const tags = rewrite("tags");
  const inline = tags === none && documents.some((one) => one.root === root && carriesTags(one.files));
  return {
    authors: root.kind === "blog" ? rewrite("authors") : none,
    // Where there is no list of tags, drafts that have some show that any will do.
    tags: inline
      ? { known: [], added: Array.from({ length: random.below(3) }, () => phrase(random, 2)) }
      : tags,
  };
}

function rewriteFile(
  file: string,
  gone: ReadonlySet<string>,
  added: Readonly<Record<string, unknown>>,
  journal: Journal,
): string[] {
  const text = readFileSync(file, "utf8");
  const document = parseDocument(text);
  const { contents } = document;
  if (contents !== null && !isMap(contents)) return [];
  const keys = Object.keys((document.toJS() ?? {}) as object);
  const removed = keys.filter((key) => gone.has(key));
  for (const key of removed) document.delete(key);
  for (const [key, entry] of Object.entries(added)) document.set(key, entry);
  if (removed.length + Object.keys(added).length > 0) journal.write(file, textOf(document, text));
  return keys.filter((key) => !gone.has(key));
}

function textOf(document: Document, before: string): string {
  const isJson = before.trimStart().startsWith("{");
  return isJson ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString();
}

function author(random: Random): unknown {
  return {
    name: title(random),
    title: sentence(random),
    url: `https://example.com/${word(random)}`,
    ...(random.chance(0.5) && { page: true }),
  };
}

function tag(random: Random): unknown {
  return {
    label: phrase(random, 2),
    permalink: `/${word(random)}`,
    ...(random.chance(0.5) && { description: sentence(random) }),
  };
}

function carriesTags(files: readonly string[]): boolean {
  return files.some((file) => /^tags:/m.test(readFileSync(file, "utf8")));
}
