import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { getPluginI18nPath } from "@docusaurus/utils";
import type { Definition } from "./definitions/definition.ts";
import { readDefinitions } from "./definitions/read-definitions.ts";
import type { PluginOptions } from "./options.ts";
import { pageFiles } from "./pages/files.ts";
import { writeFiles } from "./write-files.ts";

/** The folders that the pages are written to: that of the default locale and, where it is another, that of the current one. */
export function pageFolders(
  { siteDir, i18n, localizationDir }: LoadContext,
  options: PluginOptions,
): string[] {
  const original = path.resolve(siteDir, options.path);
  if (i18n.currentLocale === i18n.defaultLocale) return [original];
  const translations = getPluginI18nPath({
    localizationDir,
    pluginName: "docusaurus-plugin-content-docs",
    pluginId: options.docsPluginId,
    subPaths: ["current"],
  });
  return [
    original,
    path.join(translations, path.relative(path.resolve(siteDir, options.docsPath), original)),
  ];
}

/**
 * The definitions that a tree shows: where a tree for everybody is built, as docusaurus-draft-gate says in `DOCS_AUDIENCE`,
 * drafts are not written at all, so that nothing that reads the written files can tell of them.
 */
export function forAudience(definitions: Definition[], audience: string | undefined): Definition[] {
  return audience === "public" ? definitions.filter(({ draft }) => !draft) : definitions;
}

/**
 * Reads the definitions and writes their pages, those of the default locale and those of the current one.
 *
 * @throws Error when the pages would not lie in the folder of the docs
 */
export async function writePages(context: LoadContext, options: PluginOptions): Promise<Definition[]> {
  const { siteDir, i18n } = context;
  const inside = path.relative(path.resolve(siteDir, options.docsPath), path.resolve(siteDir, options.path));
  if (inside.startsWith("..") || path.isAbsolute(inside)) {
    throw new Error(
      `docusaurus-plugin-wirebook: expected "path" (${options.path}) inside of "docsPath" (${options.docsPath})`,
    );
  }
  const definitions = forAudience(await readDefinitions(options, siteDir), process.env.DOCS_AUDIENCE);
  const locales = [i18n.defaultLocale, i18n.currentLocale];
  for (const [index, folder] of pageFolders(context, options).entries()) {
    await writeFiles(folder, pageFiles(definitions, options, locales[index] ?? i18n.defaultLocale));
  }
  return definitions;
}
