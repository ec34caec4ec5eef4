import { existsSync } from "node:fs";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { sameDocument } from "../model/content-roots.ts";
import type { Gate } from "../model/gate.ts";
import type { HiddenContent } from "../model/hidden.ts";
import { relativeSource } from "./relative-source.ts";

/** What the public tree of one locale is built without. */
export async function hiddenContent(gate: Gate, context: LoadContext): Promise<HiddenContent> {
  const files = new Set<string>();
  const filesHere = new Set<string>();
  for (const draft of gate.drafts) {
    for (const file of sameDocument(draft.file, gate.roots)) {
      if (!existsSync(file)) continue;
      if (await gate.isDraftFile(file)) files.add(file);
    }
    // What this locale shows is a draft of it, whatever others make of the file; without a translation it would show
    // the original.
    const [original] = sameDocument(draft.file, gate.roots);
    if (original !== undefined && existsSync(original) && !files.has(original)) filesHere.add(original);
  }
  const relative = (file: string) => relativeSource(file, context);
  const { siteConfig, i18n } = context;
  return {
    url: siteConfig.url,
    baseUrls: [siteConfig.baseUrl, ...Object.values(i18n.localeConfigs).map(({ baseUrl }) => baseUrl)],
    pages: Object.fromEntries([...gate.pages].map(([file, permalink]) => [relative(file), permalink])),
    closesSources: gate.settings.links === "text",
    files: [...files].map(relative),
    filesHere: [...filesHere].map(relative),
    roots: gate.roots.map(({ kind, base, localized }) => ({
      kind,
      base: relative(base),
      localized: localized.map(relative),
    })),
    statics: siteConfig.staticDirectories.map((folder) => relative(path.resolve(context.siteDir, folder))),
    versions: gate.versions.map((version) => ({
      ...version,
      contentPath: relative(version.contentPath),
      sidebarFile: version.sidebarFile && relative(version.sidebarFile),
    })),
    entries: gate.entries.map(({ file, ...entry }) => ({ file: relative(file), ...entry })),
  };
}
