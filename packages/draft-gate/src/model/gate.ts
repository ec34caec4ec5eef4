import type { LoadContext, ParseFrontMatter } from "@docusaurus/types";
import type { Audience } from "./audience.ts";
import type { Closing } from "./closings.ts";
import type { ContentFolders } from "./content-roots.ts";
import type { BlogAuthor, Draft } from "./draft.ts";
import type { DraftLinks } from "./draft-links.ts";
import type { HiddenEntries, HiddenVersion } from "./hidden.ts";
import type { Mirror } from "./mirror.ts";
import type { GateSettings } from "./options.ts";

/**
 * What the parts of the gate know about one site in one locale. Docusaurus loads the configuration anew for each
 * locale, and each load has a gate of its own. Of a private tree it fills while the content plugins load, and is complete
 * when Docusaurus calls `allContentLoaded`, before anything is bundled; of a public one it knows from the beginning what
 * the private build found.
 */
export interface Gate extends Findings {
  readonly audience: Audience;
  readonly settings: GateSettings;
  /** The mirror that a public tree is built from, where it is. */
  readonly mirror?: Mirror | undefined;
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
  /** @throws DraftGateError `config` when the file is a draft and this is a public tree, which is built without */
  demandPublic(file: string): Promise<void>;
  links(context: LoadContext): DraftLinks;
  readonly parseFrontMatter: ParseFrontMatter;
}

/** What the gated plugins add while they load with the drafts. */
export interface Findings {
  readonly drafts: Draft[];
  readonly roots: ContentFolders[];
  /** Markdown file → path of its page, for all public pages. */
  readonly pages: Map<string, string>;
  /** The ids of public docs, of all versions: a draft of one version can be a public page of another. */
  readonly publicIds: Set<string>;
  /** The authors of public posts. */
  readonly publicAuthors: BlogAuthor[];
  /** Labels outside of the drafts that tell of them: categories that one introduces, sidebars that hold only drafts. */
  readonly labels: Set<string>;
  /** Labels of the same kind that do not: another version, or another sidebar, can have one of the same words. */
  readonly publicLabels: Set<string>;
  /**
   * Paths of pages that list documents or posts, of tags, authors and categories, by whether any of those is public; and
   * those that versions and blogs begin with, which are there without any.
   */
  readonly lists: { readonly ofDrafts: Set<string>; readonly ofPages: Set<string> };
  /** The versions of all sets of docs. */
  readonly versions: HiddenVersion[];
  /** The files of drafts, and those that only they use, where they lie outside of the mirror. */
  readonly originals: ReadonlySet<string>;
  /** Entries of files that only drafts use: authors and tags. */
  readonly entries: HiddenEntries[];
  /** The sidebars, as `pluginId/sidebarId`, that hold nothing without their drafts. */
  readonly emptiedSidebars: Set<string>;
  /** The docs instances, by id, that have no public page at all. */
  readonly emptiedInstances: Set<string>;
}

/** Nothing found yet. */
export function noFindings(): Findings {
  return {
    drafts: [],
    roots: [],
    pages: new Map(),
    publicIds: new Set(),
    publicAuthors: [],
    labels: new Set(),
    publicLabels: new Set(),
    lists: { ofDrafts: new Set(), ofPages: new Set() },
    versions: [],
    originals: new Set(),
    entries: [],
    emptiedSidebars: new Set(),
    emptiedInstances: new Set(),
  };
}
