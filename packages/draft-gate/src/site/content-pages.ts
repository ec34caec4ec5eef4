import type { LoadedContent } from "@docusaurus/plugin-content-pages";
import type { Plugin } from "@docusaurus/types";
import { contentRoot, sourceFile } from "./content-roots.ts";
import type { GatePlugin } from "./gated-plugin.ts";

/** The pages plugin, gated: loaded twice in a public tree, as the docs plugin is. */
export const gatePages: GatePlugin = (plugin, gate, context, options): Plugin => {
  const pages = plugin as Plugin<LoadedContent | null>;
  const collected = gate.announce();
  const load = async () => (await pages.loadContent?.()) as LoadedContent | null;
  const id = String(options.id);

  async function collect(content: LoadedContent): Promise<LoadedContent> {
    gate.roots.push(contentRoot(context, { name: pages.name, id, base: String(options.path) }));
    const marked: LoadedContent = [];
    for (const page of content) {
      const file = sourceFile(page.source, context.siteDir);
      const draft = page.type === "mdx" && (await gate.isDraftFile(file));
      if (!draft) gate.pages.set(file, page.permalink);
      else {
        const { title, permalink } = page;
        const labelled = title === undefined ? {} : { title };
        gate.drafts.push({
          plugin: "pages",
          pluginId: id,
          ...labelled,
          permalink,
          file,
          tags: [],
          authors: [],
        });
      }
      marked.push(draft ? { ...page, frontMatter: { ...page.frontMatter, draft: true } } : page);
    }
    return marked;
  }

  return {
    ...pages,
    async loadContent() {
      const everything = await gate.reveal(load);
      const marked = everything && (await collect(everything));
      await collected();
      return gate.showsDrafts() ? marked : load();
    },
  } as Plugin<LoadedContent | null> as Plugin;
};
