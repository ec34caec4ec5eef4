import type { ContentFolders } from "./content-roots.ts";

/**
 * What a public tree is built without in one locale, as the private build found it. The public build reads a copy of the
 * site in which none of it is there, so it could not find it out itself. Files are relative to the site.
 */
export interface HiddenContent {
  readonly url: string;
  /** The base URLs of all locales. */
  readonly baseUrls: readonly string[];
  /** Markdown file → path of its page, for the public pages of this locale. */
  readonly pages: Readonly<Record<string, string>>;
  /** Whether a link to a draft becomes its text, and nothing else. */
  readonly closesSources: boolean;
  /** The files that hold drafts, translations among them: no locale reads them. */
  readonly files: readonly string[];
  /** Files that other locales publish, of documents that are drafts in this one. */
  readonly filesHere: readonly string[];
  /** The folders of content plugins, and those of their translations. */
  readonly roots: readonly ContentFolders[];
  /** The folders whose files are served as they are. */
  readonly statics?: readonly string[];
  readonly versions: readonly HiddenVersion[];
  /** Files whose entries go by a key, and the keys of entries that only drafts use: authors and tags. */
  readonly entries: readonly HiddenEntries[];
}

/** One version of a set of docs, and what of it is hidden. */
export interface HiddenVersion {
  readonly plugin: string;
  readonly version: string;
  readonly isLatest: boolean;
  readonly contentPath: string;
  /** The file of its sidebars, where it has one. */
  readonly sidebarFile?: string | undefined;
  readonly draftIds: readonly string[];
  /** The categories that a draft introduces, as `draftCategories` names them. */
  readonly categories: readonly string[];
  /** The names of the sidebars that hold something with the drafts. */
  readonly sidebars: readonly string[];
  /** Whether all its documents are drafts. */
  readonly isEmptied: boolean;
}

/** Entries of one file, by who uses them in one locale. */
export interface HiddenEntries {
  readonly kind: "authors" | "tags";
  readonly file: string;
  /** The keys of those that only drafts use. */
  readonly keys: readonly string[];
  /** The keys of those that public pages use. */
  readonly shown: readonly string[];
}
