/**
 * How the link can fail:
 *
 * - `invalid-name`: a topic name, a topic filter or a DevEUI is not what it has to be;
 * - `invalid-host`: a Host URI is not what it has to be;
 * - `invalid-configuration`: the options do not fit together, or name something that is not there;
 * - `refused`: the broker, or the other side of TLS, does not let this client in;
 * - `unreachable`: nobody answers there;
 * - `deadline`: the answer did not come in time;
 * - `storage`: the inbox cannot be read or written;
 * - `mismatch`: a message says it is from another device than its topic name does;
 * - `no-handler`: nobody handles this message type;
 * - `closed`: the link was closed.
 */
export type LinkErrorCode =
  | "invalid-name"
  | "invalid-host"
  | "invalid-configuration"
  | "refused"
  | "unreachable"
  | "deadline"
  | "storage"
  | "mismatch"
  | "no-handler"
  | "closed";

/** What a {@link LinkError} carries besides its sentence. */
export interface LinkErrorDetails {
  /** Where in the text it is wrong, counted in characters from 0. */
  readonly offset?: number;
  readonly cause?: unknown;
}

/** The one error of this package. Its text says what was expected, where, and what to do; it never holds a password. */
export class LinkError extends Error {
  override readonly name = "LinkError";
  readonly code: LinkErrorCode;
  /** Where in the text it is wrong, counted in characters from 0. */
  readonly offset?: number;

  constructor(code: LinkErrorCode, message: string, { offset, cause }: LinkErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (offset !== undefined) this.offset = offset;
  }
}
