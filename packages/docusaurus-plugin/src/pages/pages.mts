import type { Definition } from "../definitions/definition.mjs";
import type { PluginOptions } from "../options.mjs";
import { indexPage } from "./index-page.mjs";
import { messagePage, pageData } from "./message-page.mjs";
import { pageFile } from "./paths.mjs";
import { wordsFor } from "./words.mjs";

/** The order of the directions in lists; others come behind. */
const DIRECTIONS = ["up", "req", "down"];

/** Where a direction stands in lists, from 1 on. */
export function placeOf(direction: string): number {
  const place = DIRECTIONS.indexOf(direction);
  return place < 0 ? DIRECTIONS.length + 1 : place + 1;
}

/** All files of the pages by their path in the folder of the pages. */
export function pageFiles(
  definitions: readonly Definition[],
  options: PluginOptions,
  locale: string,
): Map<string, string> {
  const words = wordsFor(locale);
  const files = new Map([["index.mdx", indexPage(options, words)]]);
  for (const definition of definitions) {
    const file = pageFile(definition.name);
    if (files.has(`${file}.mdx`)) throw new Error(`docusaurus-plugin-wirebook: two pages want to be ${file}`);
    files.set(`${file}.mdx`, messagePage(definition, options, words));
    files.set(`${file}.json`, `${JSON.stringify(pageData(definition, options))}\n`);
    files.set(`${file.slice(0, file.lastIndexOf("/"))}/_category_.json`, category(definition.direction));
  }
  return files;
}

function category(direction: string): string {
  return `${JSON.stringify({ label: direction, position: placeOf(direction), collapsed: false, link: null })}\n`;
}
