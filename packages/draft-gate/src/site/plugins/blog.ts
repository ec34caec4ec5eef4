import type { BlogContent, BlogPost } from "@docusaurus/plugin-content-blog";
import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import type { BlogAuthor, Draft } from "../../model/draft.ts";
import type { Gate } from "../../model/gate.ts";
import type { ContentLoaded } from "./content-loaded.ts";
import { contentRoot, sourceFile } from "./content-root.ts";
import type { GatedPlugin } from "./gated-plugin.ts";

/** The blog plugin: loaded twice in a public tree, as the docs plugin is. */
export const gatedBlog: GatedPlugin = { key: "content-blog", hasMarkdown: true, gate: gateBlog };

function gateBlog(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  const blog = plugin as Plugin<BlogContent>;
  const collected = gate.announce();
  const load = async () => (await blog.loadContent?.()) as BlogContent;
  const id = String(options.id);

  async function collect(content: BlogContent): Promise<Set<BlogPost>> {
    gate.roots.push(contentRoot(context, { name: blog.name, id, base: String(options.path) }));
    const found = new Set<BlogPost>();
    for (const post of content.blogPosts) {
      const file = sourceFile(post.metadata.source, context.siteDir);
      if (await gate.isDraftFile(file)) {
        found.add(post);
        gate.drafts.push(toDraft(post, file, id));
      } else {
        gate.pages.set(file, post.metadata.permalink);
        gate.publicAuthors.push(...(post.metadata.authors as BlogAuthor[]));
      }
    }
    return found;
  }

  return {
    ...blog,
    async loadContent() {
      const everything = await gate.reveal(load);
      const drafts = await collect(everything);
      await collected();
      if (gate.showsDrafts()) return withBanners(everything, drafts);
      const content = await load();
      return gate.closes("authors") ? withoutDraftAuthors(content, drafts) : content;
    },
    async contentLoaded(args: ContentLoaded<BlogContent>) {
      // Only the archive page is given the posts' Markdown, and it shows none of it.
      const content = gate.closes("blog-archive") ? withoutMarkdown(args.content) : args.content;
      await blog.contentLoaded?.({ ...args, content });
    },
  } as Plugin<BlogContent> as Plugin;
}

function toDraft({ metadata }: BlogPost, file: string, pluginId: string): Draft {
  return {
    pluginId,
    title: metadata.title,
    permalink: metadata.permalink,
    file,
    tags: metadata.tags.map(({ label }) => label),
    authors: metadata.authors as BlogAuthor[],
  };
}

function withBanners(content: BlogContent, drafts: ReadonlySet<BlogPost>): BlogContent {
  const blogPosts = content.blogPosts.map((post) => {
    if (!drafts.has(post)) return post;
    const { metadata } = post;
    return { ...post, metadata: { ...metadata, frontMatter: { ...metadata.frontMatter, draft: true } } };
  });
  return { ...content, blogPosts };
}

/** An author stays who has a public post, or no post at all. */
function withoutDraftAuthors(content: BlogContent, drafts: ReadonlySet<BlogPost>): BlogContent {
  const keysOf = (posts: Iterable<BlogPost>) =>
    new Set([...posts].flatMap(({ metadata }) => metadata.authors.map(({ key }) => key)));
  const ofDrafts = keysOf(drafts);
  const ofPosts = keysOf(content.blogPosts);
  const authors = Object.entries(content.authorsMap ?? {});
  const kept = authors.filter(([key]) => !ofDrafts.has(key) || ofPosts.has(key));
  return { ...content, authorsMap: content.authorsMap && Object.fromEntries(kept) } as BlogContent;
}

function withoutMarkdown(content: BlogContent): BlogContent {
  return { ...content, blogPosts: content.blogPosts.map((post) => ({ ...post, content: "" })) };
}
