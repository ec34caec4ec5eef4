import { CodecError, type Issue, issue } from "../error.ts";

/** A fault with its place in the order of reading: a byte offset, or the number of the visit to a value. */
export interface Fault extends Pick<Issue, "code"> {
  readonly position: number;
  /** The rest of it, put into words only when it is told. */
  readonly words: () => Omit<Issue, "message">;
}

const MOST_ISSUES = 16;

/** Throws one fault as a {@link CodecError}. */
export function fail(parts: Omit<Issue, "message">): never {
  throw new CodecError([issue(parts)]);
}

/**
 * Tells the first of the gravest faults: `invalid` ones or else `unexpected` ones.
 *
 * @throws CodecError when there is a fault
 */
export function throwIfAny(faults: readonly Fault[]): void {
  const invalid = faults.filter(({ code }) => code === "invalid");
  const told = (invalid.length > 0 ? invalid : [...faults])
    .sort((one, other) => one.position - other.position)
    .slice(0, MOST_ISSUES)
    .map(({ words }) => issue(words()));
  if (told.length > 0) throw new CodecError(told as [Issue]);
}
