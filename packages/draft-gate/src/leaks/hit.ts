import type { NeedleKind } from "../model/needle.ts";

/** What a hit is: a needle, or one of the marks that only a tree with drafts has. */
export type HitKind = NeedleKind | "content" | "draft-list";

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
