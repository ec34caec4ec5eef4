import type { CodecErrorCode, Issue } from "../error.ts";
import { refusal } from "../faults.ts";

/** A fault with its place in the order of reading: a byte offset, or the number of the visit to a value. */
export interface Fault {
  readonly code: CodecErrorCode;
  readonly position: number;
  /** All of it, put into words only when it is told. */
  readonly tell: () => Issue;
}

const MOST_ISSUES = 16;


/**
 * Ends in a limit that is broken.
 *
 * @throws CodecError `limit`
 */
export function exceed(
  most: number,
  noun: string,
  place: Pick<Issue, "found" | "offset" | "instancePath">,
): never {
  throw refusal({ code: "limit", expected: `at most ${most} ${noun}`, ...place });
}

/** The faults that are told of: the first ones that are `invalid`, or else `unexpected`. */
export function gravest(faults: Fault[]): Fault[] {
  const invalid = faults.filter(({ code }) => code === "invalid");
  const grave = invalid.length > 0 ? invalid : faults;
  return grave.sort((one, other) => one.position - other.position).slice(0, MOST_ISSUES);
}
