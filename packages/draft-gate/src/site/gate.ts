import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Config, LoadContext, ParseFrontMatter } from "@docusaurus/types";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import type { Audience } from "../audience.ts";
import type { Closing } from "../closings.ts";
import { type ContentRoot, originalOf, sameDocument } from "../drafts/content-roots.ts";
import type { BlogAuthor, Draft } from "../drafts/draft.ts";
import { createDraftLinks, type DraftLinks } from "../drafts/draft-links.ts";
import type { GateSettings } from "../options.ts";

/**
 * What the parts of the gate know about one site in one locale. Docusaurus loads the configuration anew for each
 * locale, and each load has a gate of its own; it fills while the content plugins load and is complete when
 * Docusaurus calls `allContentLoaded`, before anything is bundled.
 */
export interface Gate {
  readonly audience: Audience;
  readonly settings: GateSettings;
  readonly drafts: Draft[];
  readonly roots: ContentRoot[];
  /** Markdown file → path of its page, for all public pages. */
  readonly pages: Map<string, string>;
  /** The ids of public docs, of all versions: a draft of one version can be a public page of another. */
  readonly publicIds: Set<string>;
  /** Labels outside of the drafts that tell of them: categories that one introduces, sidebars that hold only drafts. */
  readonly labels: Set<string>;
  /** The authors of public posts. */
  readonly publicAuthors: BlogAuthor[];
  /** The site's own `baseUrl`, without any locale. */
  readonly siteBaseUrl: string;
  /** Whether a way of telling is to be closed in this tree: only in a public one, and unless it is left open. */
  closes(closing: Closing): boolean;
  /** Whether drafts are shown: in a private tree, and in the development server as without the gate. */
  showsDrafts(): boolean;
  /** Runs `load` with the drafts read like any other page. */
  reveal<T>(load: () => Promise<T>): Promise<T>;
  /** Whether the file is a draft by its own front matter or, for a translation, by that of its original. */
  isDraftFile(file: string): Promise<boolean>;
  /** The files that hold drafts in this locale, and the same documents in all others. */
  draftFiles(): Set<string>;
  /** The sidebars, as `pluginId/sidebarId`, that hold nothing without their drafts. */
  readonly emptiedSidebars: Set<string>;
  /** The docs instances, by id, that have no public page at all. */
  readonly emptiedInstances: Set<string>;
  /**
   * Announces a plugin that will add drafts. It calls the returned function once it has, and waits there until all
   * others have too: what leads to a draft can stand in another plugin's content.
   */
  announce(): () => Promise<void>;
  /** Complete once all announced plugins have added their drafts. */
  links(context: LoadContext): DraftLinks;
  readonly parseFrontMatter: ParseFrontMatter;
}

/** Makes the gate for one load of the configuration. */
export function createGate(audience: Audience, settings: GateSettings, site: Config): Gate {
  const drafts: Draft[] = [];
  const roots: ContentRoot[] = [];
  const revealing = new AsyncLocalStorage<true>();
  const parse: ParseFrontMatter =
    site.markdown?.parseFrontMatter ?? ((params) => params.defaultParseFrontMatter(params));

  async function saysDraft(filePath: string): Promise<boolean> {
    if (!existsSync(filePath)) return false;
    const fileContent = await readFile(filePath, "utf8");
    const { frontMatter } = await parse({
      filePath,
      fileContent,
      defaultParseFrontMatter: DEFAULT_PARSE_FRONT_MATTER,
    });
    return isDraft(frontMatter);
  }

  async function originalIsDraft(file: string): Promise<boolean> {
    const original = originalOf(file, roots);
    return original !== undefined && (await saysDraft(original));
  }

  const collected: Promise<void>[] = [];
  function announce(): () => Promise<void> {
    let report = () => {};
    collected.push(
      new Promise((resolve) => {
        report = resolve;
      }),
    );
    return async () => {
      report();
      await Promise.all(collected);
    };
  }

  const closes = (closing: Closing) => audience === "public" && !settings.leaveOpen.has(closing);

  const gate: Gate = {
    audience,
    settings,
    drafts,
    roots,
    pages: new Map(),
    publicIds: new Set(),
    labels: new Set(),
    publicAuthors: [],
    siteBaseUrl: site.baseUrl,
    emptiedSidebars: new Set(),
    emptiedInstances: new Set(),
    announce,
    closes,
    showsDrafts: () => audience === "private" || process.env.NODE_ENV !== "production",
    reveal: (load) => revealing.run(true, load),
    isDraftFile: async (file) => (await saysDraft(file)) || (await originalIsDraft(file)),
    draftFiles: () => new Set(drafts.flatMap(({ file }) => sameDocument(file, roots))),
    links: ({ siteDir, siteConfig, i18n }) =>
      createDraftLinks({
        siteDir,
        url: siteConfig.url,
        baseUrls: [siteConfig.baseUrl, ...Object.values(i18n.localeConfigs).map(({ baseUrl }) => baseUrl)],
        permalinks: drafts.map(({ permalink }) => permalink),
        files: gate.draftFiles(),
        folders: roots.flatMap(({ base, localized }) => [...localized, base]),
      }),
    async parseFrontMatter(params) {
      const result = await parse(params);
      if (revealing.getStore()) {
        const { draft: _, ...frontMatter } = result.frontMatter;
        return { ...result, frontMatter };
      }
      if (gate.showsDrafts() || isDraft(result.frontMatter)) return result;
      if (closes("translations") && (await originalIsDraft(params.filePath))) {
        // "unlisted" must go: Docusaurus refuses a page that is both.
        const { unlisted: _, ...frontMatter } = result.frontMatter;
        return { ...result, frontMatter: { ...frontMatter, draft: true } };
      }
      return closes("links")
        ? { ...result, frontMatter: withoutDraftNeighbours(result.frontMatter, drafts) }
        : result;
    },
  };
  return gate;
}

/** A page that names a draft as the one before or after it has none there; Docusaurus would stop at the name. */
function withoutDraftNeighbours(
  frontMatter: Record<string, unknown>,
  drafts: readonly Draft[],
): Record<string, unknown> {
  const neighbours = ["pagination_prev", "pagination_next"].filter((field) =>
    drafts.some(({ id }) => id !== undefined && id === frontMatter[field]),
  );
  return { ...frontMatter, ...Object.fromEntries(neighbours.map((field) => [field, null])) };
}

/** Docusaurus takes the word as well as the boolean. */
function isDraft(frontMatter: Record<string, unknown>): boolean {
  return frontMatter.draft === true || String(frontMatter.draft).toLowerCase() === "true";
}
