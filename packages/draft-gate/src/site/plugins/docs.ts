import type { DocMetadata, LoadedContent, LoadedVersion } from "@docusaurus/plugin-content-docs";
import type { LoadContext, Plugin, PluginOptions } from "@docusaurus/types";
import type { Draft } from "../../model/draft.ts";
import type { Gate } from "../../model/gate.ts";
import type { ContentLoaded } from "./content-loaded.ts";
import { contentRoot, sourceFile } from "./content-root.ts";
import type { GatedPlugin } from "./gated-plugin.ts";
import {
  draftCategories,
  tellingLabels,
  withCategoryClass,
  withoutCategories,
  withoutEmptied,
  withoutLinks,
} from "./sidebars.ts";

/** The class of a sidebar item that leads to a draft; `client/draft-gate.css` draws the badge. */
const badgeClass = "draft-gate-draft";

/**
 * The docs plugin. In a public tree its content is loaded twice: once with the drafts, to learn what they
 * are called, and once as Docusaurus does it, to be closed and built.
 */
export const gatedDocs: GatedPlugin = { key: "content-docs", hasMarkdown: true, gate: gateDocs };

function gateDocs(plugin: Plugin, gate: Gate, context: LoadContext, options: PluginOptions): Plugin {
  const docs = plugin as Plugin<LoadedContent>;
  const collected = gate.announce();
  const load = async () => (await docs.loadContent?.()) as LoadedContent;

  async function collect(content: LoadedContent): Promise<Set<DocMetadata>> {
    const found = new Set<DocMetadata>();
    for (const version of content.loadedVersions) {
      addRoot(version);
      for (const doc of version.docs) {
        const file = sourceFile(doc.source, context.siteDir);
        if (await gate.isDraftFile(file)) {
          found.add(doc);
          gate.drafts.push(toDraft(doc, file, String(options.id), version.isLast));
        } else {
          gate.pages.set(file, doc.permalink);
          gate.publicIds.add(doc.id);
        }
      }
      for (const label of tellingLabels(version.sidebars, draftIdsOf(version, found))) gate.labels.add(label);
    }
    return found;
  }

  function addRoot(version: LoadedVersion): void {
    const folder = version.versionName === "current" ? "current" : `version-${version.versionName}`;
    const plugin = { name: docs.name, id: String(options.id), base: version.contentPath, subPaths: [folder] };
    gate.roots.push(contentRoot(context, plugin));
  }

  return {
    ...docs,
    async loadContent() {
      const everything = await gate.reveal(load);
      const drafts = await collect(everything);
      await collected();
      if (gate.showsDrafts()) return withBadges(everything, drafts);
      const content = closeVersions(await load(), everything, drafts, gate, context);
      noteEmptied(content, everything, String(options.id), gate);
      return content;
    },
    async contentLoaded(args: ContentLoaded<LoadedContent>) {
      // Docusaurus cannot make a version without pages; a set of docs that holds drafts only has none in public.
      if (args.content.loadedVersions.length > 0) await docs.contentLoaded?.(args);
    },
  } as Plugin<LoadedContent> as Plugin;
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
  everything: LoadedContent,
  drafts: ReadonlySet<DocMetadata>,
  gate: Gate,
  context: LoadContext,
): LoadedContent {
  const links = gate.links(context);
  const hidden = (href: string) => links.leadsToDraft(href);
  const versions = content.loadedVersions.map((version) => {
    const complete = everything.loadedVersions.find(({ versionName }) => versionName === version.versionName);
    let { sidebars } = version;
    if (gate.closes("sidebar-links")) sidebars = withoutLinks(sidebars, hidden);
    if (gate.closes("sidebar-labels") && complete) {
      sidebars = withoutCategories(
        sidebars,
        draftCategories(complete.sidebars, draftIdsOf(complete, drafts)),
      );
      sidebars = withoutEmptied(sidebars, complete.sidebars);
    }
    return { ...version, sidebars, ...(gate.closes("draft-ids") && { drafts: [] }) };
  });
  return { ...content, loadedVersions: versions.filter(({ docs }) => docs.length > 0) };
}

function noteEmptied(content: LoadedContent, everything: LoadedContent, pluginId: string, gate: Gate): void {
  if (content.loadedVersions.length === 0) gate.emptiedInstances.add(pluginId);
  const latest = content.loadedVersions.find(({ isLast }) => isLast);
  const complete = everything.loadedVersions.find(({ isLast }) => isLast);
  for (const [name, items] of Object.entries(complete?.sidebars ?? {})) {
    const left = latest?.sidebars[name] ?? [];
    if (items.length > 0 && left.length === 0) gate.emptiedSidebars.add(`${pluginId}/${name}`);
  }
}
