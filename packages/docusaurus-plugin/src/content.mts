import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { getPluginI18nPath } from "@docusaurus/utils";
import type { Definition } from "./definitions/definition.mjs";
import { readDefinitions } from "./definitions/read-definitions.mjs";
import { writeFiles } from "./files/write-files.mjs";
import type { PluginOptions } from "./options.mjs";
import { pageFiles } from "./pages/pages.mjs";

/** Folder that the pages of the current locale are written to. */
export function pagesFolder(context: LoadContext, options: PluginOptions): string {
  const { siteDir, i18n, localizationDir } = context;
  const original = path.resolve(siteDir, options.path);
  if (i18n.currentLocale === i18n.defaultLocale) return original;
  const translations = getPluginI18nPath({
    localizationDir,
    pluginName: "docusaurus-plugin-content-docs",
    pluginId: options.docsPluginId,
    subPaths: ["current"],
  });
  return path.join(translations, path.relative(path.resolve(siteDir, options.docsPath), original));
}

/** Reads the definitions and writes their pages, those of the default locale and those of the current one. */
export async function writePages(context: LoadContext, options: PluginOptions): Promise<Definition[]> {
  const { siteDir, i18n } = context;
  const inside = path.relative(path.resolve(siteDir, options.docsPath), path.resolve(siteDir, options.path));
  if (inside.startsWith("..") || path.isAbsolute(inside)) {
    throw new Error(
      `docusaurus-plugin-wirebook: expected "path" (${options.path}) inside of "docsPath" (${options.docsPath})`,
    );
  }
  const definitions = await readDefinitions(options, siteDir);
  await writeFiles(path.resolve(siteDir, options.path), pageFiles(definitions, options, i18n.defaultLocale));
  if (i18n.currentLocale !== i18n.defaultLocale) {
    await writeFiles(pagesFolder(context, options), pageFiles(definitions, options, i18n.currentLocale));
  }
  return definitions;
}
