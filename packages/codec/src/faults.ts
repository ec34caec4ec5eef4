import { CodecError, type CodecErrorCode, type Issue, issue } from "./error.ts";

/** A fault with its place in the order of reading: a byte offset, or the number of the visit in a value. */
export interface Fault extends Omit<Issue, "message"> {
  readonly position: number;
}

/** The faults found so far, of which only the first of the gravest code are kept. */
export interface Faults {
  add(fault: Fault): void;
  /** Whether a fault there would be kept: asked before its words are put together, it spares most of them. */
  keeps(code: CodecErrorCode, position: number): boolean;
  readonly first: Fault | undefined;
  /** @throws CodecError when there is a fault */
  throwIfAny(): void;
}

const MOST_ISSUES = 16;
const RANK: Record<CodecErrorCode, number> = { "not-well-formed": 0, limit: 1, invalid: 2, unexpected: 3 };

type Place = Pick<Fault, "code" | "position">;

function precedes(one: Place, other: Place): boolean {
  return RANK[one.code] - RANK[other.code] < 0 || (one.code === other.code && one.position < other.position);
}

/** Keeps faults in the order that design and callers rely on: by code, then by position; equal ones as they came. */
export function createFaults(): Faults {
  const kept: Fault[] = [];
  const keeps = (place: Place) =>
    kept.length < MOST_ISSUES || precedes(place, kept[MOST_ISSUES - 1] as Fault);
  return {
    keeps: (code, position) => keeps({ code, position }),
    add(fault) {
      if (!keeps(fault)) return;
      let place = kept.length;
      while (place > 0 && precedes(fault, kept[place - 1] as Fault)) place--;
      kept.splice(place, 0, fault);
      if (kept.length > MOST_ISSUES) kept.pop();
    },
    get first() {
      return kept[0];
    },
    throwIfAny() {
      const [first, ...others] = kept;
      if (first === undefined) return;
      const alike = others.filter((other) => other.code === first.code);
      throw new CodecError([toIssue(first), ...alike.map(toIssue)]);
    },
  };
}

function toIssue({ position: _, ...parts }: Fault): Issue {
  return issue(parts);
}

/** Throws one fault as a {@link CodecError}. */
export function fail(parts: Omit<Issue, "message">): never {
  throw new CodecError([issue(parts)]);
}
