/** What the process that builds a site says before it ends without a tree. */
export interface Failure {
  /** Whether the site's configuration has the gate in it. */
  readonly isWrapped: boolean;
  /** The first lines of the reason. */
  readonly causes: readonly string[];
}
