import { CodecError, type CodecErrorCode, type Fault, type Issue, issue } from "./error.ts";

/** A fault with its place in the order of reading: a byte offset, or the number of the visit in a value. */
export interface PlacedFault extends Fault {
  readonly position: number;
}

/** So many faults of the same code are told. */
export const MOST_ISSUES = 16;
const RANK: Record<CodecErrorCode, number> = { "not-well-formed": 0, limit: 1, invalid: 2, unexpected: 3 };

function precedes(code: CodecErrorCode, position: number, other: PlacedFault): boolean {
  return code === other.code ? position < other.position : RANK[code] < RANK[other.code];
}

/**
 * The faults found so far, of which only the first of the gravest code are kept, in the order that design and callers
 * rely on: by code, then by position; equal ones as they came.
 */
export class Faults {
  readonly #kept: PlacedFault[] = [];

  /** Whether a fault there would be kept: asked before its words are put together, it spares most of them. */
  keeps(code: CodecErrorCode, position: number): boolean {
    const last = this.#kept[MOST_ISSUES - 1];
    return last === undefined || precedes(code, position, last);
  }

  add(fault: PlacedFault): void {
    const { code, position } = fault;
    const kept = this.#kept;
    if (!this.keeps(code, position)) return;
    let index = kept.length;
    while (index > 0 && precedes(code, position, kept[index - 1] as PlacedFault)) index--;
    if (index === kept.length) kept.push(fault);
    else kept.splice(index, 0, fault);
    if (kept.length > MOST_ISSUES) kept.pop();
  }

  get first(): PlacedFault | undefined {
    return this.#kept[0];
  }

  /** Whether no fault that reading on can find would be kept: there are as many as are told, of the gravest code. */
  get full(): boolean {
    return this.#kept[MOST_ISSUES - 1]?.code === "invalid";
  }

  /** The error that these faults are told with, where there are any. */
  error(): CodecError | undefined {
    const { first } = this;
    if (first === undefined) return undefined;
    const issues: Issue[] = [];
    for (const fault of this.#kept) if (fault.code === first.code) issues.push(issue(fault));
    return new CodecError(issues as [Issue]);
  }

  /** @throws CodecError when there is a fault */
  throwIfAny(): void {
    const error = this.error();
    if (error !== undefined) throw error;
  }
}

/**
 * One fault as a {@link CodecError}. It is for the caller to throw: a function that never returns is never optimised.
 */
export function errorOf(fault: Fault): CodecError {
  return new CodecError([issue(fault)]);
}
