import type { PluginOptions } from "../options.ts";
import type { PageTexts } from "../translations.ts";
import { frontMatter } from "./mdx.ts";

/** The page that lists the message types. Which there are is known when all pages are. */
export function indexPage(options: PluginOptions, texts: PageTexts): string {
  return `${[
    frontMatter("Written by docusaurus-plugin-wirebook: changes here are lost.", {
      title: texts.index,
      sidebar_position: 0,
      description: texts.indexText,
      custom_edit_url: null,
    }),
    [
      'import WirebookIndex from "@theme/WirebookIndex";',
      `import messages from "@generated/docusaurus-plugin-wirebook/${options.id}/index.json";`,
    ].join("\n"),
    texts.indexText,
    "<WirebookIndex messages={messages} />",
  ].join("\n\n")}\n`;
}
