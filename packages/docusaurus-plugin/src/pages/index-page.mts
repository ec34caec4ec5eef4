import type { PluginOptions } from "../options.mjs";
import { frontMatter } from "./mdx.mjs";
import type { Words } from "./words.mjs";

/** The page that lists the message types. Which there are is known when all pages are. */
export function indexPage(options: PluginOptions, words: Words): string {
  return `${[
    frontMatter("Written by docusaurus-plugin-wirebook: changes here are lost.", {
      title: words.index,
      sidebar_position: 0,
      description: words.indexText,
      custom_edit_url: null,
    }),
    [
      'import WirebookIndex from "@theme/WirebookIndex";',
      `import messages from "@generated/docusaurus-plugin-wirebook/${options.id}/index.json";`,
    ].join("\n"),
    words.indexText,
    "<WirebookIndex messages={messages} />",
  ].join("\n\n")}\n`;
}
