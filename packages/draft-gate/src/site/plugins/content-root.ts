import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { getLocaleConfig, getPluginI18nPath } from "@docusaurus/utils";
import type { ContentFolders, ContentKind } from "../../model/content-roots.ts";

/** The folder of a content plugin and those of its translations, in all locales of the site. */
export function contentRoot(
  context: LoadContext,
  plugin: { kind: ContentKind; name: string; id: string; base: string; subPaths?: readonly string[] },
): ContentFolders {
  const localized = context.i18n.locales.map((locale) =>
    getPluginI18nPath({
      localizationDir: path.resolve(
        context.siteDir,
        context.i18n.path,
        getLocaleConfig(context.i18n, locale).path,
      ),
      pluginName: plugin.name,
      pluginId: plugin.id,
      subPaths: [...(plugin.subPaths ?? [])],
    }),
  );
  return { kind: plugin.kind, base: path.resolve(context.siteDir, plugin.base), localized };
}

/** The file behind Docusaurus's `@site/…` name of it. */
export function sourceFile(source: string, siteDir: string): string {
  return path.join(siteDir, source.replace(/^@site\//, ""));
}
