/**
 * What went wrong, in one word that a script can act on.
 *
 * - `audience`: `DOCS_AUDIENCE` names no audience.
 * - `config`: the site's configuration, or an option or argument of the gate, cannot be used.
 * - `deploy`: `docusaurus deploy` was about to publish a private tree.
 * - `development`: a build in development mode would publish drafts.
 * - `locked`: another build works in the same folder.
 * - `build`: Docusaurus failed.
 * - `manifest`: the manifest of the drafts is missing or cannot be read.
 * - `leak`: the public tree tells of a draft.
 * - `release`: the published trees are missing or cannot be served.
 * - `settings`: the server's configuration has faults.
 * - `users`: the file of local accounts, or what was to be done to it, has a fault.
 * - `listen`: the server cannot listen where it was told to.
 * - `blind`: the scan proves nothing: there are drafts, and it finds none of them where they must be, or there is no page.
 */
export type DraftGateErrorCode =
  | "audience"
  | "config"
  | "deploy"
  | "development"
  | "locked"
  | "build"
  | "manifest"
  | "release"
  | "settings"
  | "users"
  | "listen"
  | "leak"
  | "blind";

/** The one error of this package; its message says what was expected, where, and what to do. */
export class DraftGateError extends Error {
  override readonly name = "DraftGateError";
  readonly code: DraftGateErrorCode;

  constructor(code: DraftGateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
