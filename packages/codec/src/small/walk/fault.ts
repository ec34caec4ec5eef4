import type { CodecError, Fault } from "../../error.ts";
import { errorOf, MOST_ISSUES } from "../../faults.ts";
import { atMost, type Counted } from "../../sentences.ts";

/** A fault that was noted. Its `expected` may be put into words only when it is asked for. */
export interface Note extends Fault {
  readonly code: "limit" | "invalid" | "unexpected";
  /** Its place in the order of reading: a byte offset, or how many values came before. */
  $position: number;
}

/** The error of a limit that is broken. */
export function exceeded(
  most: number,
  counted: Counted,
  parts: Omit<Fault, "code" | "expected">,
): CodecError {
  return errorOf({ code: "limit", expected: atMost(most, counted), ...parts });
}

/**
 * The notes that are told: the first ones that break a limit, or else are `invalid`, or else `unexpected`; the graver a code is,
 * the shorter its word. It is the order of `Faults`, which sorts each fault in when it is found, keeps none that would not be
 * told, and would take 175 B more.
 */
export function gravest(notes: Note[]): Note[] {
  const [first] = notes.sort(
    (one, other) => one.code.length - other.code.length || one.$position - other.$position,
  );
  return notes.filter(({ code }) => code === first?.code).slice(0, MOST_ISSUES);
}
