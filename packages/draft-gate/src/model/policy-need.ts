/** Something that a tree's pages ask for and that the server's Content-Security-Policy stops unless the settings allow it. */
export interface PolicyNeed {
  /** As the policy names it: `img-src`. */
  readonly directive: string;
  /** What the directive would have to hold: an origin, or the hash of an inline handler. */
  readonly source: string;
  /** What asks for it: an element and its attribute, a handler's name and code. */
  readonly what: string;
  /** The first file that asks for it, relative to the tree. */
  readonly file: string;
  /** How many files do. */
  readonly files: number;
}
