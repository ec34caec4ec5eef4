import type { DocMetadata, LoadedContent, LoadedVersion } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import { draftOnlyTags } from "../../drafts/draft-only-entries.ts";
import type { Draft } from "../../model/draft.ts";
import type { Gate } from "../../model/gate.ts";
import type { HiddenVersion } from "../../model/hidden.ts";
import type { ContentLoaded } from "./content-loaded.ts";
import { contentRoot, sourceFile } from "./content-root.ts";
import type { GatedPlugin } from "./gated-plugin.ts";
import {
  draftCategories,
  openLabels,
  tellingIndexes,
  tellingLabels,
  withCategoryClass,
  withoutCategories,
  withoutEmptied,
  withoutLinks,
} from "./sidebars.ts";

/** The class of a sidebar item that leads to a draft; `client/draft-gate.css` draws the badge. */
const badgeClass = "draft-gate-draft";

/** The docs plugin. */
export const gatedDocs: GatedPlugin = { key: "content-docs", hasMarkdown: true, gate: gateDocs };

function gateDocs(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  const docs = plugin as Plugin<LoadedContent>;
  const pluginId = String(options.id);
  const load = async () => (await docs.loadContent?.()) as LoadedContent;

  async function collect(content: LoadedContent): Promise<Set<DocMetadata>> {
    const found = new Set<DocMetadata>();
    for (const version of content.loadedVersions) {
      addRoot(version);
      gate.lists.ofPages.add(version.path);
      for (const doc of version.docs) {
        const file = sourceFile(doc.source, context.siteDir);
        if (await gate.isDraftFile(file)) {
          found.add(doc);
          gate.drafts.push(toDraft(doc, file, pluginId, version.isLast));
          for (const { permalink } of doc.tags) gate.lists.ofDrafts.add(permalink);
        } else {
          gate.pages.set(file, doc.permalink);
          gate.publicIds.add(doc.id);
          for (const { permalink } of doc.tags) gate.lists.ofPages.add(permalink);
        }
      }
      const draftIds = draftIdsOf(version, found);
      for (const label of tellingLabels(version.sidebars, draftIds)) gate.labels.add(label);
      for (const label of openLabels(version.sidebars, draftIds)) gate.publicLabels.add(label);
      for (const path of tellingIndexes(version.sidebars, draftIds)) gate.lists.ofDrafts.add(path);
      gate.versions.push(hiddenOf(version, pluginId, draftIds));
      const tagsOf = (isDraft: boolean) =>
        version.docs.filter((doc) => found.has(doc) === isDraft).flatMap(({ tags }) => tags);
      const folders = [version.contentPath, version.contentPathLocalized];
      const files = { folders, name: options.tags };
      gate.entries.push(...(await draftOnlyTags(files, tagsOf(true), tagsOf(false))));
    }
    return found;
  }

  function addRoot(version: LoadedVersion): void {
    const folder = version.versionName === "current" ? "current" : `version-${version.versionName}`;
    const plugin = {
      kind: "docs",
      name: docs.name,
      id: pluginId,
      base: version.contentPath,
      subPaths: [folder],
    } as const;
    gate.roots.push(contentRoot(context, plugin));
  }

  /** A public tree, in which no draft is. */
  async function loadPublic(): Promise<LoadedContent> {
    const known = gate.versions.filter(({ plugin }) => plugin === pluginId);
    // Docusaurus refuses a version that has no document.
    const isEmptied = known.length > 0 && known.every((version) => version.isEmptied);
    const content = isEmptied ? { loadedVersions: [] } : await load();
    for (const doc of content.loadedVersions.flatMap(({ docs }) => docs)) {
      const file = sourceFile(doc.source, context.siteDir);
      await gate.demandPublic(file);
      gate.pages.set(file, doc.permalink);
    }
    const closed = closeVersions(content, known, gate, context);
    noteEmptied(closed, known, pluginId, gate);
    return closed;
  }

  return {
    ...docs,
    async loadContent() {
      if (!gate.showsDrafts()) return loadPublic();
      const everything = await gate.reveal(load);
      return withBadges(everything, await collect(everything));
    },
    async contentLoaded(args: ContentLoaded<LoadedContent>) {
      // Docusaurus cannot make a version without pages; a set of docs that holds drafts only has none in public.
      if (args.content.loadedVersions.length > 0) await docs.contentLoaded?.(args);
    },
  } as Plugin<LoadedContent> as Plugin;
}

function hiddenOf(version: LoadedVersion, plugin: string, draftIds: ReadonlySet<string>): HiddenVersion {
  const { versionName, isLast, contentPath, sidebarFilePath, sidebars, docs } = version;
  return {
    plugin,
    version: versionName,
    isLatest: isLast,
    contentPath,
    sidebarFile: sidebarFilePath || undefined,
    draftIds: [...draftIds],
    categories: [...draftCategories(sidebars, draftIds)],
    sidebars: Object.keys(sidebars).filter((name) => sidebars[name]?.length !== 0),
    isEmptied: docs.every(({ id }) => draftIds.has(id)),
  };
}

function toDraft(doc: DocMetadata, file: string, pluginId: string, inLatestVersion: boolean): Draft {
  return {
    pluginId,
    id: doc.id,
    title: doc.title,
    permalink: doc.permalink,
    file,
    tags: doc.tags.map(({ label }) => label),
    authors: [],
    inLatestVersion,
  };
}

function draftIdsOf({ docs }: LoadedVersion, drafts: ReadonlySet<DocMetadata>): Set<string> {
  return new Set(docs.filter((doc) => drafts.has(doc)).map(({ id }) => id));
}

/** Docusaurus's own draft banner shows where the front matter says draft; the sidebar gets a class of ours. */
function withBadges(content: LoadedContent, drafts: ReadonlySet<DocMetadata>): LoadedContent {
  return {
    ...content,
    loadedVersions: content.loadedVersions.map((version) => ({
      ...version,
      sidebars: withCategoryClass(version.sidebars, draftIdsOf(version, drafts), badgeClass),
      docs: version.docs.map((doc) =>
        drafts.has(doc)
          ? {
              ...doc,
              frontMatter: {
                ...doc.frontMatter,
                draft: true,
                sidebar_class_name: [doc.frontMatter.sidebar_class_name, badgeClass]
                  .filter(Boolean)
                  .join(" "),
              },
            }
          : doc,
      ),
    })),
  };
}

function closeVersions(
  content: LoadedContent,
  known: readonly HiddenVersion[],
  gate: Gate,
  context: LoadContext,
): LoadedContent {
  const links = gate.links(context);
  const hidden = (href: string) => links.leadsToDraft(href);
  const loadedVersions = content.loadedVersions.map((version) => {
    const before = known.find((one) => one.version === version.versionName);
    let { sidebars } = version;
    if (gate.closes("sidebar-links")) sidebars = withoutLinks(sidebars, hidden);
    if (gate.closes("sidebar-labels") && before) {
      sidebars = withoutCategories(sidebars, new Set(before.categories));
      sidebars = withoutEmptied(sidebars, new Set(before.sidebars));
    }
    return { ...version, sidebars };
  });
  return { ...content, loadedVersions };
}

function noteEmptied(
  content: LoadedContent,
  known: readonly HiddenVersion[],
  pluginId: string,
  gate: Gate,
): void {
  if (content.loadedVersions.length === 0) gate.emptiedInstances.add(pluginId);
  const latest = content.loadedVersions.find(({ isLast }) => isLast);
  for (const name of known.find(({ isLatest }) => isLatest)?.sidebars ?? []) {
    if ((latest?.sidebars[name] ?? []).length === 0) gate.emptiedSidebars.add(`${pluginId}/${name}`);
  }
}
