import type { NeedleKind } from "../model/needle.ts";

/** What a hit is: a needle, or one of the marks that only a tree with drafts has. */
export type HitKind = NeedleKind | "content" | "draft-list";

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
