import type { Definition } from "../definitions/definition.ts";
import type { PluginOptions } from "../options.ts";
import { pageTexts } from "../translations.ts";
import { positionOf } from "./directions.ts";
import { indexPage } from "./index-page.ts";
import { messagePage } from "./message-page.ts";
import { pageData } from "./page-data.ts";
import { pageFile } from "./paths.ts";

/**
 * All files of the pages by their path in the folder of the pages.
 *
 * @throws Error when two message types would have the same file
 */
export function pageFiles(
  definitions: readonly Definition[],
  options: PluginOptions,
  locale: string,
): Map<string, string> {
  const texts = pageTexts(locale);
  const files = new Map([["index.mdx", indexPage(options, texts)]]);
  for (const definition of definitions) {
    const file = pageFile(definition.name);
    if (files.has(`${file}.mdx`)) throw new Error(`docusaurus-plugin-wirebook: two pages want to be ${file}`);
    files.set(`${file}.mdx`, messagePage(definition, options, texts));
    files.set(`${file}.json`, `${JSON.stringify(pageData(definition, options))}\n`);
    files.set(`${file.slice(0, file.lastIndexOf("/"))}/_category_.json`, category(definition.direction));
  }
  return files;
}

function category(direction: string): string {
  return `${JSON.stringify({ label: direction, position: positionOf(direction), collapsed: false, link: null })}\n`;
}
