import type { LoadedContent } from "@docusaurus/plugin-content-pages";
import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import type { Gate } from "../../model/gate.ts";
import { contentRoot, sourceFile } from "./content-root.ts";
import type { GatedPlugin } from "./gated-plugin.ts";

/** The pages plugin. */
export const gatedPages: GatedPlugin = { key: "content-pages", hasMarkdown: true, gate: gatePages };

function gatePages(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  const pages = plugin as Plugin<LoadedContent | null>;
  const load = async () => (await pages.loadContent?.()) as LoadedContent | null;
  const pluginId = String(options.id);

  async function collect(content: LoadedContent): Promise<LoadedContent> {
    gate.roots.push(
      contentRoot(context, { kind: "pages", name: pages.name, id: pluginId, base: String(options.path) }),
    );
    const marked: LoadedContent = [];
    for (const page of content) {
      const file = sourceFile(page.source, context.siteDir);
      const { permalink } = page;
      if (page.type === "mdx" && (await gate.isDraftFile(file))) {
        gate.drafts.push({ pluginId, title: page.title, permalink, file, tags: [], authors: [] });
        marked.push({ ...page, frontMatter: { ...page.frontMatter, draft: true } });
      } else {
        gate.pages.set(file, permalink);
        marked.push(page);
      }
    }
    return marked;
  }

  /** A public tree, in which no draft is. */
  async function loadPublic(): Promise<LoadedContent | null> {
    const content = await load();
    for (const { source, permalink } of content ?? []) {
      const file = sourceFile(source, context.siteDir);
      await gate.demandPublic(file);
      gate.pages.set(file, permalink);
    }
    return content;
  }

  return {
    ...pages,
    async loadContent() {
      if (!gate.showsDrafts()) return loadPublic();
      const everything = await gate.reveal(load);
      return everything && collect(everything);
    },
  } as Plugin<LoadedContent | null> as Plugin;
}
