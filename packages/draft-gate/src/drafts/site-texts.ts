import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { isNotCopied } from "../mirror/copy-tree.ts";
import { saysDraft } from "../mirror/draft-text.ts";
import { isBuiltTree } from "../model/built-tree.ts";
import { sameDocument } from "../model/content-roots.ts";
import type { Gate } from "../model/gate.ts";
import { isManifestText } from "../model/manifest.ts";
import { outFolderMark } from "../model/out-folder-mark.ts";

const text = /\.(mdx?|[cm]?[jt]sx?|json5?|ya?ml|toml|html?|txt|svg|csv)$/i;
/** Lists that name drafts, of which the copy has its own: sidebars, categories, authors, tags. */
const lists =
  /(^|[\\/])(_category_\.[^\\/]+|[^\\/]*sidebars?[^\\/]*\.[cm]?[jt]s(on)?|authors\.[^\\/]+|tags\.[^\\/]+)$/i;
/** A larger one is data, and no text that pages show. */
const largest = 1024 * 1024;

/**
 * What the other sources of a site say, beside its public pages: parts of pages, components, translations, data. Drafts are
 * not among them, nor are lists of pages.
 */
export async function* siteTexts(
  gate: Gate,
  { siteDir, siteConfigPath }: LoadContext,
): AsyncGenerator<string> {
  const folders = [siteDir, ...gate.roots.flatMap(({ base, localized }) => [base, ...localized])];
  const known = new Set([
    siteConfigPath,
    ...gate.pages.keys(),
    ...gate.drafts.flatMap(({ file }) => sameDocument(file, gate.roots)),
  ]);
  const ofLists = new Set([
    ...gate.entries.map(({ file }) => file),
    ...gate.versions.flatMap(({ sidebarFile }) => sidebarFile ?? []),
  ]);
  const seen = new Set<string>();
  for (const folder of folders) {
    for await (const file of filesIn(folder, seen)) {
      if (known.has(file) || ofLists.has(file) || lists.test(file)) continue;
      const content = await readFile(file, "utf8");
      if (!isManifestText(content) && !saysDraft(content)) yield content;
    }
  }
}

async function* filesIn(folder: string, seen: Set<string>): AsyncGenerator<string> {
  if (seen.has(folder) || isBuiltTree(folder)) return;
  seen.add(folder);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === outFolderMark)) return;
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory() && !isNotCopied(entry.name)) yield* filesIn(file, seen);
    else if (entry.isFile() && text.test(entry.name) && (await stat(file)).size <= largest) yield file;
  }
}
