import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ContentFolders } from "../model/content-roots.ts";
import { isInside } from "../model/mirror.ts";
import { type Fields, readPage } from "./front-matter.ts";
import type { Inventory, KnownDraft } from "./inventory.ts";
import type { Random } from "./random.ts";
import { word } from "./words.ts";

/** One file of a draft, as it is to become. */
export interface NextFile {
  /** Where it lay; nothing for a new one. */
  readonly from?: string;
  readonly to: string;
  /** Its front matter as it was; nothing where that cannot be read, and stays as it is. */
  readonly fields: Fields | undefined;
  readonly head: string;
  /** The mark where a list of posts cuts it off, as the site writes it. */
  readonly cut: string;
}

/** A draft that is there after the rewriting. */
export interface NextDraft {
  readonly root: ContentFolders;
  /** Whether it keeps its address. */
  readonly isNamed: boolean;
  readonly isNew: boolean;
  readonly files: readonly NextFile[];
}

/** Whether the front matter of all its files can be written anew. */
export function isReadable({ files }: NextDraft): boolean {
  return files.every(({ fields }) => fields !== undefined);
}

/** Moves a draft to another place, with its translations, or leaves it where it is. */
export function nextOf(document: KnownDraft, inventory: Inventory, random: Random): NextDraft {
  const { root, inside, files, isNamed } = document;
  const stays = isNamed || random.chance(0.3);
  const place = stays ? inside : newPlace(root, path.extname(inside), inventory, random);
  return {
    root,
    isNamed,
    isNew: false,
    files: files.map((file) => {
      const folder = [root.base, ...root.localized].find((one) => isInside(one, file)) ?? root.base;
      const { fields, head, body } = readPage(readFileSync(file, "utf8"));
      const [cut = ""] = /<!--\s*truncate\s*-->|\{\/\*\s*truncate\s*\*\/\}/.exec(body) ?? [];
      return { from: file, to: path.join(folder, place), fields, head, cut };
    }),
  };
}

/** A draft that was not there, with some translations that say that they are drafts, and some that do not. */
export function newDraft(root: ContentFolders, inventory: Inventory, random: Random): NextDraft {
  const place = newPlace(root, random.pick([".md", ".md", ".mdx"]), inventory, random);
  const file = (to: string, fields: Fields): NextFile => ({ to, fields, head: "", cut: "" });
  const translated = root.localized.filter((folder) => isTranslated(folder, root) && random.chance(0.6));
  return {
    root,
    isNamed: false,
    isNew: true,
    files: [
      file(path.join(root.base, place), { draft: true }),
      ...translated.map((folder) =>
        file(path.join(folder, place), random.chance(0.5) ? { draft: true } : {}),
      ),
    ],
  };
}

/** Whether there is a folder of the language; in it lies that of the plugin, and for documents that of the version. */
function isTranslated(folder: string, { kind }: ContentFolders): boolean {
  return existsSync(path.resolve(folder, kind === "docs" ? "../.." : ".."));
}

/** A place that nothing has: in a folder that is there, or in a new one. */
function newPlace(root: ContentFolders, extension: string, inventory: Inventory, random: Random): string {
  const known = inventory.documents
    .filter((one) => one.root === root)
    .map(({ inside }) => path.dirname(inside));
  const folder = random.pick(["", ...known, path.join(random.pick(["", ...known]), word(random))]);
  if (root.kind === "blog") {
    const name = `${dateText(random)}-${word(random)}`;
    return path.join(folder, random.pick([`${name}${extension}`, path.join(name, `index${extension}`)]));
  }
  const number = root.kind === "docs" ? random.pick(["", "", `0${random.below(9)}-`]) : "";
  const name = `${number}${word(random)}`;
  return path.join(folder, random.pick([name, name, path.join(word(random), "index")]) + extension);
}

/** A day, as the name of a post and its front matter say it. */
export function dateText(random: Random): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${2001 + random.below(60)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
}
