/**
 * A Docusaurus plugin that writes a reference page for each message type, with a playground.
 *
 * @module
 */
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadedContent } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { aliasedSitePath, normalizeUrl } from "@docusaurus/utils";
import { pagesFolder, writePages } from "./content.mjs";
import type { Definition } from "./definitions/definition.mjs";
import { importedFiles } from "./definitions/imported-files.mjs";
import { moduleFile } from "./definitions/read-definitions.mjs";
import { writeFiles } from "./files/write-files.mjs";
import type { PluginOptions } from "./options.mjs";
import { schemaPath } from "./pages/message-page.mjs";
import { placeOf } from "./pages/pages.mjs";
import { pageFile } from "./pages/paths.mjs";
import { playgroundFiles, type ShownMessage } from "./playground.mjs";
import { swizzleConfig } from "./swizzle.mjs";
import { codeTranslations } from "./translations.mjs";

export type { ExampleForms } from "./examples/example.mjs";
export {
  DEFAULT_OPTIONS,
  type Options,
  type PluginOptions,
  type TopicLevel,
  validateOptions,
} from "./options.mjs";

export type { PageData } from "./pages/message-page.mjs";
export type { IndexEntry } from "./playground.mjs";
export type { Annotation, Field, Stretch, Tone } from "./shared/annotate.mjs";

const NAME = "docusaurus-plugin-wirebook";
const packageFolder = fileURLToPath(new URL("../", import.meta.url));
/** What several components share comes first. */
const styles = ["base", "facts", "exchange", "members", "examples", "bytes", "index", "playground"];

/** The components that a site can replace with `docusaurus swizzle`. */
export const getSwizzleConfig = swizzleConfig;

/**
 * The plugin. It writes the pages when Docusaurus makes it, before any docs are read: sidebar, contents, search, versions
 * and drafts are those of the docs plugin.
 */
export default async function pluginWirebook(
  context: LoadContext,
  options: PluginOptions,
): Promise<Plugin<Definition[]>> {
  const { siteDir, generatedFilesDir, baseUrl } = context;
  const generated = path.join(generatedFilesDir, NAME, options.id);
  let definitions = await writePages(context, options);
  let isFresh = true;
  let shown: ShownMessage[] = [];

  async function writeSchemas(folder: string): Promise<void> {
    if (options.schemas === false) return;
    for (const { definition } of shown) {
      const file = path.join(folder, schemaPath(options.schemas, definition.name));
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, `${JSON.stringify(definition.schema, null, 2)}\n`);
    }
  }

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
      shown = withPages(definitions, docs as LoadedContent | undefined, context, options).sort(
        (one, other) => placeOf(one.definition.direction) - placeOf(other.definition.direction),
      );
      await mkdir(generated, { recursive: true });
      await writeFiles(generated, playgroundFiles(shown));
      await writeSchemas(path.join(generated, "static"));
      if (options.playground === false) return;
      actions.addRoute({
        path: normalizeUrl([baseUrl, options.playground]),
        component: "@theme/WirebookPlaygroundPage",
        exact: true,
        modules: { playground: path.join(generated, "playground.js") },
      });
    },

    postBuild: ({ outDir }) => writeSchemas(outDir),

    configureWebpack(_config, isServer) {
      const require = createRequire(import.meta.url);
      return {
        // The development server has no built tree to take the JSON Schemas from.
        ...(isServer
          ? {}
          : { devServer: { static: [{ directory: path.join(generated, "static"), publicPath: baseUrl }] } }),
        resolve: {
          alias: {
            "@wirebook-playground": path.join(packageFolder, "dist", "client"),
            // Generated modules lie in the site, which need not have the codec among its own packages.
            "@wirebook/codec/runtime$": require.resolve("@wirebook/codec/runtime"),
            "@wirebook/codec$": require.resolve("@wirebook/codec"),
          },
        },
      };
    },

    getThemePath: () => path.join(packageFolder, "dist", "theme"),
    getTypeScriptThemePath: () => path.join(packageFolder, "src", "theme"),
    getClientModules: () => styles.map((name) => path.join(packageFolder, "client", `${name}.css`)),
    getDefaultCodeTranslationMessages: () => codeTranslations(context.i18n.currentLocale),
  };
}

/** The definitions whose pages the docs plugin took, with where they are. */
function withPages(
  definitions: readonly Definition[],
  docs: LoadedContent | undefined,
  context: LoadContext,
  options: PluginOptions,
): ShownMessage[] {
  const pages = docs?.loadedVersions.flatMap((version) => version.docs) ?? [];
  const folders = [path.resolve(context.siteDir, options.path), pagesFolder(context, options)];
  return definitions.flatMap((definition) => {
    const sources = folders.map((folder) =>
      aliasedSitePath(path.join(folder, `${pageFile(definition.name)}.mdx`), context.siteDir),
    );
    const page = pages.find(({ source }) => sources.includes(source));
    return page === undefined ? [] : [{ definition, permalink: page.permalink }];
  });
}
