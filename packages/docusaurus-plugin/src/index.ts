/**
 * A Docusaurus plugin that writes a reference page for each message type, with a playground.
 *
 * @module
 */
export type { Counterpart } from "./definitions/definition.ts";
export type { ExampleForms } from "./examples/example.ts";
export type { IndexEntry, PlaygroundMessage, PlaygroundModule } from "./generated/modules.ts";
export {
  DEFAULT_OPTIONS,
  type Options,
  type PluginOptions,
  type TopicLevel,
  validateOptions,
} from "./options.ts";
export type { MemberProps } from "./pages/member-elements.ts";
export type { PageData } from "./pages/page-data.ts";
export type { Annotation, Field, Stretch, Tone } from "./shared/annotate.ts";

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { normalizeUrl } from "@docusaurus/utils";
import { bundlerSettings } from "./bundler.ts";
import type { Definition } from "./definitions/definition.ts";
import { importedFiles } from "./definitions/imported-files.ts";
import { moduleFile } from "./definitions/module-file.ts";
import { generatedModules } from "./generated/modules.ts";
import { writeSchemas } from "./generated/schemas.ts";
import { type ShownMessage, shownMessages } from "./generated/shown.ts";
import type { PluginOptions } from "./options.ts";
import { swizzleConfig } from "./swizzle.ts";
import { themeTexts } from "./translations.ts";
import { writeFiles } from "./write-files.ts";
import { writePages } from "./write-pages.ts";

const NAME = "docusaurus-plugin-wirebook";
const PACKAGE_FOLDER = fileURLToPath(new URL("../", import.meta.url));
/** What several components share comes first. */
const STYLES = ["base", "facts", "exchange", "members", "examples", "bytes", "index", "playground"];

/** The components that a site can replace with `docusaurus swizzle`. */
export const getSwizzleConfig = swizzleConfig;

/**
 * The plugin. It writes the pages when Docusaurus makes it, before any docs are read: sidebar, contents, search, versions
 * and drafts are those of the docs plugin.
 *
 * @throws Error when the definitions cannot be read, or their pages not be written
 */
export default async function pluginWirebook(
  context: LoadContext,
  options: PluginOptions,
): Promise<Plugin<Definition[]>> {
  const { siteDir, generatedFilesDir, baseUrl } = context;
  const generated = path.join(generatedFilesDir, NAME, options.id);
  const staticFolder = path.join(generated, "static");
  let definitions = await writePages(context, options);
  let isFresh = true;
  let shown: ShownMessage[] = [];

  return {
    name: NAME,

    getPathsToWatch() {
      if (typeof options.messages === "function") return [...options.watch];
      return [...importedFiles(moduleFile(options.messages, siteDir)), ...options.watch];
    },

    async loadContent() {
      // Later calls come from the development server, when something that is watched has changed.
      if (!isFresh) definitions = await writePages(context, options);
      isFresh = false;
      return definitions;
    },

    async allContentLoaded({ allContent, actions }) {
      const docs = allContent["docusaurus-plugin-content-docs"]?.[options.docsPluginId];
      shown = shownMessages(definitions, docs as LoadedContent | undefined, context, options);
      await mkdir(generated, { recursive: true });
      await writeFiles(generated, generatedModules(shown));
      await writeSchemas(staticFolder, shown, options);
      if (options.playground === false) return;
      actions.addRoute({
        path: normalizeUrl([baseUrl, options.playground]),
        component: "@theme/WirebookPlaygroundPage",
        exact: true,
        // The bundle says the names of modules: a path would say where the site was built.
        modules: { playground: `@generated/${NAME}/${options.id}/playground.js` },
      });
    },

    postBuild: ({ outDir }) => writeSchemas(outDir, shown, options),

    configureWebpack: (_config, isServer) =>
      bundlerSettings(
        path.join(PACKAGE_FOLDER, "dist/client"),
        isServer ? undefined : { directory: staticFolder, publicPath: baseUrl },
      ),

    getThemePath: () => path.join(PACKAGE_FOLDER, "dist/theme"),
    getTypeScriptThemePath: () => path.join(PACKAGE_FOLDER, "src/theme"),
    getClientModules: () => STYLES.map((name) => path.join(PACKAGE_FOLDER, "client", `${name}.css`)),
    getDefaultCodeTranslationMessages: async () => themeTexts(context.i18n.currentLocale),
  };
}
