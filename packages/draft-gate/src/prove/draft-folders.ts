import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { saysDraft } from "../mirror/draft-text.ts";
import type { ContentFolders } from "../model/content-roots.ts";

/** Whether a folder, or one in it, has a Markdown file that is no draft. */
export function holdsPublicPage(folder: string, without: ReadonlySet<string>): boolean {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.some(({ name, parentPath }) => {
    const file = path.join(parentPath, name);
    return /\.mdx?$/i.test(name) && !without.has(file) && !saysDraft(readFileSync(file, "utf8"));
  });
}

/** The folders that hold drafts and no public page, below those of the content plugins. */
export function foldersOfDrafts(
  files: readonly string[],
  roots: readonly ContentFolders[],
  without: ReadonlySet<string>,
): string[] {
  const tops = new Set(roots.flatMap(({ base, localized }) => [base, ...localized]));
  const found = new Set<string>();
  for (const file of files) {
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
