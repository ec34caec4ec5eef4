import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { isInside } from "../model/mirror.ts";
import type { Inventory } from "./inventory.ts";
import type { Journal } from "./journal.ts";
import type { Random } from "./random.ts";
import { title, word } from "./words.ts";

const categoryFile = /^_category_\.(json|ya?ml)$/;

/** Labels of folders that hold drafts alone: other ones, none where no draft is left, and some for new folders. */
export function rewriteCategories(
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
