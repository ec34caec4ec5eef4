import type { NeedleKind } from "../model/needle.ts";

/**
 * What a hit is: a needle, the bytes of a file that only drafts use, a pattern of files that only drafts fit, or a list
 * that only a tree with drafts has.
 */
export type HitKind = NeedleKind | "content" | "glob" | "draft-list";

/** A file of which something was not read. */
export interface Unread {
  /** Relative to the tree. */
  readonly file: string;
  /** Why, as what is said of the file: "is packed by …". */
  readonly reason: string;
}

/** Words of a draft that the tree says somewhere: a title, or what the site says without its drafts as well. */
export interface Warning {
  readonly kind: NeedleKind;
  readonly words: string;
  readonly source?: string | undefined;
  /** The first file that says them, and its line there. */
  readonly file: string;
  readonly line: number;
  /** How many files do. */
  readonly files: number;
}

/** One place in a tree that tells of a draft. */
export interface Hit {
  /** Relative to the tree. */
  readonly file: string;
  readonly kind: HitKind;
  readonly needle: string;
  /** The Markdown file of the draft, where it is known. */
  readonly source?: string | undefined;
  readonly remedy: string;
}
