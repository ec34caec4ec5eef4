/**
 * How a payload or a value can be wrong, in the words of RFC 8949 §1.2 and in the order of the checks. The length of a
 * payload alone is checked before all else: one of too many bytes is `limit`, whatever is in it.
 *
 * - `not-well-formed`: the bytes are not one CBOR data item;
 * - `limit`: larger, deeper or of more items than the configured limits allow;
 * - `invalid`: well-formed, but with bad UTF-8, with two keys that become one, or with an embedded item that is not
 *   well-formed;
 * - `unexpected`: valid CBOR, but not what the schema says.
 */
export type CodecErrorCode = "not-well-formed" | "limit" | "invalid" | "unexpected";

/** One fault: what was expected, where. It never holds a value from the payload. */
export interface Issue {
  readonly code: CodecErrorCode;
  /** What should have been there, such as `an integer from 0 to 255`. */
  readonly expected: string;
  /** What was there instead, by its kind alone, such as `text`. */
  readonly found?: string;
  /** Byte offset of the head of the offending data item; the payload's length where it ends too early. */
  readonly offset?: number;
  /** JSON Pointer (RFC 6901) to the offending value; `""` is the whole payload. */
  readonly instancePath?: string;
  /** All of it as one sentence. */
  readonly message: string;
}

const MAX_SHOWN_PATH = 120;

/** Control characters, line and paragraph separators, and what turns the direction of writing. */
const CONTROL = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** Control characters could forge log lines, and a key of a megabyte could flood them: neither reaches a message. */
function shown(instancePath: string): string {
  const cut =
    instancePath.length > MAX_SHOWN_PATH ? `${instancePath.slice(0, MAX_SHOWN_PATH)}…` : instancePath;
  return cut.replace(CONTROL, "�");
}

/** A fault that has not been put into a sentence: an {@link Issue} of which any part but two may be `undefined`. */
export interface Fault {
  readonly code: CodecErrorCode;
  readonly expected: string;
  readonly found?: string | undefined;
  readonly offset?: number | undefined;
  readonly instancePath?: string | undefined;
}

/** Makes an {@link Issue} of a fault: what it does not have is left out, and the sentence is put together. */
export function issue({ code, expected, found, offset, instancePath }: Fault): Issue {
  let place = offset === undefined ? "" : ` at byte ${offset}`;
  if (instancePath) place += `${place ? "," : " at"} ${shown(instancePath)}`;
  const instead = found === undefined ? "" : `, found ${found}`;
  // Member by member: to copy what may be there takes many times as long.
  const complete: { -readonly [Part in keyof Issue]?: Issue[Part] } = { code, expected };
  if (found !== undefined) complete.found = found;
  if (offset !== undefined) complete.offset = offset;
  if (instancePath !== undefined) complete.instancePath = instancePath;
  complete.message = `${code}${place}: expected ${expected}${instead}`;
  return complete as Issue;
}

/**
 * The one error that a bad payload or value ends in.
 *
 * `code`, `offset` and `instancePath` are those of the first issue; `issues` lists up to 16 of the same code,
 * lowest offset first. Where a payload is at fault, `stack` is the sentence alone: it is what the sender did, not what
 * the program did, and taking a stack trace costs more than reading the payload.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-1.2 | RFC 8949 §1.2} for "well-formed", "valid" and "expected"
 */
export class CodecError extends Error {
  override readonly name = "CodecError";
  declare readonly code: CodecErrorCode;
  /** Byte offset in the payload; absent where the fault lies in a JSON or in-memory value. */
  declare readonly offset?: number;
  /** JSON Pointer to the offending value; absent for `not-well-formed` and for `limit` in a payload. */
  declare readonly instancePath?: string;
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly [Issue, ...Issue[]], options?: ErrorOptions) {
    const [first] = issues;
    const { stackTraceLimit } = Error;
    // `Reflect.set` leaves the limit, and the stack trace, where the intrinsic objects are frozen.
    if (first.offset !== undefined) Reflect.set(Error, "stackTraceLimit", 0);
    super(issues.length > 1 ? `${first.message} (and ${issues.length - 1} more)` : first.message, options);
    if (first.offset !== undefined) Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
    this.code = first.code;
    if (first.offset !== undefined) this.offset = first.offset;
    if (first.instancePath !== undefined) this.instancePath = first.instancePath;
    this.issues = issues;
  }
}

/** Whether this is a {@link CodecError}, of this copy of the package or of another one. */
export function isCodecError(error: unknown): error is CodecError {
  return (
    error instanceof CodecError ||
    (error instanceof Error && error.name === "CodecError" && "issues" in error)
  );
}
