import path from "node:path";
import type { BlogAuthor, Draft } from "../../src/model/draft.ts";
import { createDraftLinks } from "../../src/model/draft-links.ts";
import { type Gate, noFindings } from "../../src/model/gate.ts";
import { contentRoot, sourceFile } from "../../src/site/plugins/content-root.ts";
import { openLabels, tellingIndexes, tellingLabels } from "../../src/site/plugins/sidebars.ts";
import type { SiteRecord } from "./site-record.ts";

/** One page of a site, and the pages that list it. */
interface Page extends Draft {
  readonly lists: readonly string[];
}

/** The gate of a site of which one page is a draft. */
export interface StandIn {
  readonly draft: Draft;
  readonly gate: Gate;
}

/** A gate for each page of a site, as if that page alone were a draft. */
export function standIns(record: SiteRecord): StandIn[] {
  const pages = pagesOf(record);
  return pages.map((draft) => ({ draft, gate: gateOf(draft, pages, record) }));
}

function gateOf(draft: Page, pages: readonly Page[], record: SiteRecord): Gate {
  const others = pages.filter(({ file }) => file !== draft.file);
  const found = noFindings();
  for (const { file, permalink } of others) found.pages.set(file, permalink);
  for (const { id } of others) if (id !== undefined) found.publicIds.add(id);
  found.publicAuthors.push(...others.flatMap(({ authors }) => authors));
  found.drafts.push(draft);
  found.roots.push(...rootsOf(record));
  for (const list of draft.lists) found.lists.ofDrafts.add(list);
  for (const list of others.flatMap(({ lists }) => lists)) found.lists.ofPages.add(list);
  for (const { sidebars, docs } of record.content.docs.flatMap(({ versions }) => versions)) {
    const ids = new Set(docs.filter(({ permalink }) => permalink === draft.permalink).map(({ id }) => id));
    for (const label of openLabels(sidebars, ids)) found.publicLabels.add(label);
    if (ids.size === 0) continue;
    for (const label of tellingLabels(sidebars, ids)) found.labels.add(label);
    for (const list of tellingIndexes(sidebars, ids)) found.lists.ofDrafts.add(list);
  }
  const { siteDir, siteConfig, baseUrl } = record.context;
  const links = createDraftLinks({
    siteDir,
    url: siteConfig.url,
    baseUrls: [baseUrl],
    permalinks: [draft.permalink],
    files: new Set([draft.file]),
    folders: found.roots.map(({ base }) => base),
  });
  return {
    ...found,
    settings: { allow: [] },
    links: () => links,
    isDraftFile: async (file: string) => file === draft.file,
  } as unknown as Gate;
}

function rootsOf({ context, content }: SiteRecord): Gate["roots"] {
  const docs = content.docs.flatMap(({ id, versions }) =>
    versions.map(({ contentPath }) =>
      contentRoot(context, { name: "docusaurus-plugin-content-docs", id, base: contentPath }),
    ),
  );
  const posts = content.blogs.flatMap(({ posts: [post] }) =>
    post ? [sourceFile(post.metadata.source, context.siteDir)] : [],
  );
  return [...docs, ...posts.map((file) => ({ base: path.dirname(file), localized: [] }))];
}

function pagesOf({ content, context: { siteDir } }: SiteRecord): Page[] {
  const docs = content.docs.flatMap(({ id: pluginId, versions }) =>
    versions.flatMap((version) =>
      version.docs.map(({ id, title, permalink, source, tags }): Page => {
        const file = sourceFile(source, siteDir);
        const lists = tags.map((tag) => tag.permalink);
        return {
          pluginId,
          id,
          title,
          permalink,
          file,
          tags: tags.map(({ label }) => label),
          authors: [],
          lists,
        };
      }),
    ),
  );
  const posts = content.blogs.flatMap(({ id: pluginId, posts }) =>
    posts.map(({ metadata: { title, permalink, source, tags, authors } }): Page => {
      const own = authors as unknown as BlogAuthor[];
      const lists = [
        ...tags.map((tag) => tag.permalink),
        ...own.flatMap(({ page }) => page?.permalink ?? []),
      ];
      const file = sourceFile(source, siteDir);
      return { pluginId, title, permalink, file, tags: tags.map(({ label }) => label), authors: own, lists };
    }),
  );
  const pages = content.pages.flatMap(({ id: pluginId, pages }) =>
    pages
      .filter(({ type }) => type === "mdx")
      .map(({ title, permalink, source }): Page => {
        return {
          pluginId,
          title,
          permalink,
          file: sourceFile(source, siteDir),
          tags: [],
          authors: [],
          lists: [],
        };
      }),
  );
  return [...docs, ...posts, ...pages];
}
