import type { Limits } from "../cbor/limits.ts";
import { Faults } from "../faults.ts";
import { describe, missingMember } from "../plan/describe.ts";
import type { Member, Plan } from "../plan/plan.ts";
import { atMost } from "../sentences.ts";
import { pointer } from "./pointer.ts";

/** A union's branch, with where and what it was chosen for. */
export interface Chosen {
  readonly branch: Plan;
  readonly path: readonly (string | number)[];
  /** The value's JSON form. */
  readonly json: unknown;
}

/** One walk over a value beside its plan: where it stands, what it found, and what it may still cost. */
export interface Visit {
  readonly path: (string | number)[];
  readonly faults: Faults;
  /** The union branches chosen on the way. */
  readonly chosen: Chosen[];
  /** Paths below which nothing more is to be checked: the fault there has been told. */
  readonly holes: Set<string>;
  /** True once a limit was hit: nothing below is visited any more. */
  readonly over: boolean;
  /** Number of this visit: the order in which faults of a value are told. */
  readonly position: number;
  /** Steps to the next value and counts it; answers whether to go on. */
  enter(plan: Plan): boolean;
  /** Runs `inside` one level deeper, unless that is one too deep. */
  deeper<T>(inside: () => T): T | undefined;
  /** Runs `inside` with `part` at the end of the path. */
  at(part: string | number, inside: () => void): void;
  /** Notes that the value here is not what is expected; nothing inside it is checked any more. */
  unexpected(expected: Plan | string, found?: string): undefined;
  /** Whether bounds are checked on the way, and not by another. */
  readonly bounds: boolean;
  /** Notes that the value here is out of the plan's bounds; `position` is its number. */
  outOfBounds(plan: Plan, position: number): void;
  /** Notes that the object here lacks a member. */
  missing(member: Member): void;
}

/** How a walk is to go. */
export interface VisitOptions {
  /** Checks bounds on the way. */
  readonly bounds?: boolean;
  /** Is told each value's path, its number and its plan, for those who look up a place afterwards. */
  readonly onPlace?: (path: string, position: number, plan: Plan) => void;
}

/** Starts a walk. */
export function createVisit(limits: Limits, options: VisitOptions = {}): Visit {
  const path: (string | number)[] = [];
  const written = new Map<string, string>();
  const faults = new Faults();
  const holes = new Set<string>();
  let position = 0;
  let depth = 0;
  let items = 0;
  let over = false;

  function limit(expected: string): void {
    over = true;
    faults.add({ code: "limit", expected, instancePath: pointer(path, written), position });
  }

  return {
    path,
    faults,
    holes,
    chosen: [],
    get over() {
      return over;
    },
    get position() {
      return position;
    },
    enter(plan) {
      if (over) return false;
      position++;
      // A member's name is an item on the wire too; so is a tag.
      items += typeof path.at(-1) === "string" ? 2 : 1;
      if (plan.kind === "tagged") items++;
      if (items > limits.items) limit(atMost(limits.items, "data items"));
      options.onPlace?.(pointer(path, written), position, plan);
      return !over;
    },
    deeper(inside) {
      const tooDeep = ++depth > limits.depth;
      if (tooDeep) limit(atMost(limits.depth, "levels"));
      const result = tooDeep ? undefined : inside();
      depth--;
      return result;
    },
    at(part, inside) {
      path.push(part);
      inside();
      path.pop();
    },
    unexpected(expected, found) {
      if (!faults.keeps("unexpected", position)) return undefined;
      const instancePath = pointer(path, written);
      holes.add(instancePath);
      faults.add({
        code: "unexpected",
        expected: typeof expected === "string" ? expected : describe(expected),
        found,
        instancePath,
        position,
      });
      return undefined;
    },
    bounds: options.bounds ?? false,
    outOfBounds(plan, at) {
      const instancePath = pointer(path, written);
      faults.add({ code: "unexpected", expected: describe(plan), instancePath, position: at });
    },
    missing(member) {
      faults.add({ ...missingMember(member), instancePath: pointer(path, written), position });
    },
  };
}
