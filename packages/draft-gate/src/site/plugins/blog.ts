import type { BlogContent, BlogPost } from "@docusaurus/plugin-content-blog";
import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import { draftOnlyTags, existing } from "../../drafts/draft-only-entries.ts";
import type { BlogAuthor, Draft } from "../../model/draft.ts";
import type { Gate } from "../../model/gate.ts";
import type { HiddenEntries } from "../../model/hidden.ts";
import type { ContentLoaded } from "./content-loaded.ts";
import { contentRoot, sourceFile } from "./content-root.ts";
import type { GatedPlugin } from "./gated-plugin.ts";

/** The blog plugin. */
export const gatedBlog: GatedPlugin = { key: "content-blog", hasMarkdown: true, gate: gateBlog };

function gateBlog(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  const blog = plugin as Plugin<BlogContent>;
  const load = async () => (await blog.loadContent?.()) as BlogContent;
  const id = String(options.id);

  async function collect(content: BlogContent): Promise<Set<BlogPost>> {
    const root = contentRoot(context, { kind: "blog", name: blog.name, id, base: String(options.path) });
    gate.roots.push(root);
    gate.lists.ofPages.add(`${context.baseUrl}${options.routeBasePath}`.replace(/\/{2,}/g, "/"));
    const found = new Set<BlogPost>();
    for (const post of content.blogPosts) {
      const file = sourceFile(post.metadata.source, context.siteDir);
      if (await gate.isDraftFile(file)) {
        found.add(post);
        gate.drafts.push(toDraft(post, file, id));
        for (const list of listsOf(post)) gate.lists.ofDrafts.add(list);
      } else {
        gate.pages.set(file, post.metadata.permalink);
        gate.publicAuthors.push(...authorsOf(post));
        for (const list of listsOf(post)) gate.lists.ofPages.add(list);
      }
    }
    gate.entries.push(...(await draftOnlyEntries(content, found, [root.base, ...root.localized])));
    return found;
  }

  /** The entries of authors and tags, by whether public posts name them, or drafts alone. */
  async function draftOnlyEntries(
    { blogPosts }: BlogContent,
    drafts: ReadonlySet<BlogPost>,
    folders: readonly string[],
  ): Promise<HiddenEntries[]> {
    const of = <Item>(isDraft: boolean, list: (post: BlogPost) => readonly Item[]) =>
      blogPosts.filter((post) => drafts.has(post) === isDraft).flatMap(list);
    const keys = (isDraft: boolean) => of(isDraft, ({ metadata }) => metadata.authors.map(({ key }) => key));
    const named = (isDraft: boolean) => [...new Set(keys(isDraft))].filter((key) => key !== null);
    const shown = named(false);
    const hidden = named(true).filter((key) => !shown.includes(key));
    const authors = existing(folders, String(options.authorsMapPath ?? "authors.yml"));
    const tags = (isDraft: boolean) => of(isDraft, ({ metadata }) => metadata.tags);
    return [
      ...authors.map((file) => ({ kind: "authors" as const, file, keys: hidden, shown })),
      ...(await draftOnlyTags({ folders, name: options.tags }, tags(true), tags(false))),
    ];
  }

  /** A public tree, in which no draft is. */
  async function loadPublic(): Promise<BlogContent> {
    const content = await load();
    for (const { metadata } of content.blogPosts) {
      const file = sourceFile(metadata.source, context.siteDir);
      await gate.demandPublic(file);
      gate.pages.set(file, metadata.permalink);
    }
    return content;
  }

  return {
    ...blog,
    async loadContent() {
      if (!gate.showsDrafts()) return loadPublic();
      const everything = await gate.reveal(load);
      return withBanners(everything, await collect(everything));
    },
    async contentLoaded(args: ContentLoaded<BlogContent>) {
      // Only the archive page is given the posts' Markdown, and it shows none of it.
      const content = gate.closes("blog-archive") ? withoutMarkdown(args.content) : args.content;
      await blog.contentLoaded?.({ ...args, content });
    },
  } as Plugin<BlogContent> as Plugin;
}

function authorsOf({ metadata }: BlogPost): BlogAuthor[] {
  return metadata.authors as unknown as BlogAuthor[];
}

/** The pages of tags and authors that list a post. */
function listsOf(post: BlogPost): string[] {
  const tags = post.metadata.tags.map(({ permalink }) => permalink);
  return [...tags, ...authorsOf(post).flatMap(({ page }) => page?.permalink ?? [])];
}

function toDraft(post: BlogPost, file: string, pluginId: string): Draft {
  const { metadata } = post;
  return {
    pluginId,
    title: metadata.title,
    permalink: metadata.permalink,
    file,
    tags: metadata.tags.map(({ label }) => label),
    authors: authorsOf(post),
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

function withoutMarkdown(content: BlogContent): BlogContent {
  return { ...content, blogPosts: content.blogPosts.map((post) => ({ ...post, content: "" })) };
}
