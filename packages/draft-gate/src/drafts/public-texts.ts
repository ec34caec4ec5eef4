import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { isBuiltTree } from "../model/built-tree.ts";
import type { Gate } from "../model/gate.ts";
import { isManifestText } from "../model/manifest.ts";

const textFiles = /\.(mdx?|[cm]?[jt]sx?|json5?|ya?ml|toml|s?css|less|html?|svg|xml|txt)$/i;
const authorsFile = /(^|[\\/])authors[^\\/]*\.(ya?ml|json)$/i;

/** The text files that a site is made of, without those of drafts and without what was built from it before. */
export async function* publicTexts(gate: Gate, context: LoadContext): AsyncGenerator<string> {
  yield JSON.stringify(gate.publicAuthors);
  const drafts = gate.draftFiles();
  const [outFolder] = path.relative(context.siteDir, context.outDir).split(path.sep);
  const skipped = new Set(["node_modules", "build", outFolder]);

  async function* walk(folder: string): AsyncGenerator<string> {
    if (isBuiltTree(folder)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) {
        if (folder !== context.siteDir || !skipped.has(entry.name)) yield* walk(file);
      } else if (textFiles.test(entry.name) && !authorsFile.test(file) && !drafts.has(file)) {
        // In another locale a page can be a draft by its own front matter.
        if (/\.mdx?$/i.test(file) && (await gate.isDraftFile(file))) continue;
        const text = await readFile(file, "utf8");
        if (!isManifestText(text)) yield text;
      }
    }
  }
  yield* walk(context.siteDir);
  for (const { base } of gate.roots) {
    if (path.relative(context.siteDir, base).startsWith("..")) yield* walk(base);
  }
}
