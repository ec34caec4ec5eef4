import type { Limits } from "../cbor/limits.ts";
import { Faults } from "../faults.ts";
import { describe, foundLength, missingMember } from "../plan/describe.ts";
import type { Member, Plan } from "../plan/plan.ts";
import { atMost } from "../sentences.ts";
import type { Room } from "./at-once.ts";
import { pointer } from "./pointer.ts";

/** One walk over a value beside its plan: where it stands, what it found, and what it may still cost. */
export interface Visit {
  readonly path: (string | number)[];
  readonly faults: Faults;
  /** Whether the value has just been read: each of its keys is another one. */
  readonly isRead: boolean;
  /** True once a limit was hit: nothing below is visited any more. */
  readonly over: boolean;
  /** Number of this visit: the order in which faults of a value are told. */
  readonly position: number;
  /** How many faults have been found so far, kept or not. */
  readonly found: number;
  /** How many members the map has that was just passed: those without a name count too. */
  members: number;
  /** What may still come at once; `undefined` once something was left to a closer look, which is taken at all that follows. */
  room(): Room | undefined;
  /** Counts what has come of that; nothing of it where a closer look is needed. */
  take(room: Room, isRight: boolean): void;
  /** Steps to the next value and counts it, as so many data items; answers whether to go on. */
  enter(count?: number): boolean;
  /** Counts a tag, or a byte string around an item, and runs `inside` one level deeper, if there is room for both. */
  tag<T>(inside: () => T): T | undefined;
  /** Counts bytes of strings; answers whether to go on. */
  holds(bytes: number): boolean;
  /** Runs `inside` one level deeper, unless that is one too deep. */
  deeper<T>(inside: () => T): T | undefined;
  /** Runs `inside` with `part` at the end of the path. */
  at(part: string | number, inside: () => void): void;
  /** Whether a fault of the value here would be told. */
  tells(): boolean;
  /** Notes that the value here is not what is expected, if that is told; nothing inside it is checked any more. */
  unexpected(expected: Plan | string, found?: string): undefined;
  /** Notes that a key here is none that may stand there. */
  invalid(expected: string, found?: string): void;
  /** Notes that the value here, which has this length, is out of the plan's bounds; `position` is its number. */
  outOfBounds(plan: Plan, position: number, length?: number): void;
  /** Notes that the object here lacks a member. */
  missing(member: Member): void;
}

/**
 * Starts a walk.
 *
 * @param isRead - whether the value has just been read: it breaks no limit, so that enough faults of its keys end the walk
 */
export function createVisit(limits: Limits, isRead = false): Visit {
  const path: (string | number)[] = [];
  const written = new Map<string, string>();
  const faults = new Faults();
  let position = 0;
  let found = 0;
  let depth = 0;
  let items = 0;
  let held = 0;
  let over = false;
  let isOdd = false;

  function limit(expected: string, instancePath = pointer(path, written)): void {
    over = true;
    faults.add({ code: "limit", expected, instancePath, position });
  }

  /** Counts items; answers whether to go on. */
  function counts(more: number): boolean {
    items += more;
    if (items > limits.items) limit(atMost(limits.items, "data items"));
    return !over;
  }

  function deeper<T>(inside: () => T): T | undefined {
    const tooDeep = ++depth > limits.depth;
    if (tooDeep) limit(atMost(limits.depth, "levels"));
    const result = tooDeep ? undefined : inside();
    depth--;
    return result;
  }

  return {
    path,
    faults,
    isRead,
    get found() {
      return found;
    },
    members: 0,
    room: () => {
      if (isOdd || over) return undefined;
      return { items: limits.items - items, bytes: limits.bytes - held, levels: limits.depth - depth };
    },
    take(room, isRight) {
      isOdd = !isRight;
      if (isOdd) return;
      const passed = limits.items - room.items - items;
      position += passed;
      items += passed;
      held = limits.bytes - room.bytes;
    },
    get over() {
      return over;
    },
    get position() {
      return position;
    },
    // A member's name is an item on the wire too.
    enter(count = typeof path.at(-1) === "string" ? 2 : 1) {
      if (over) return false;
      position++;
      return counts(count);
    },
    holds(bytes) {
      held += bytes;
      // It is no one string that is too long.
      if (held > limits.bytes) limit(atMost(limits.bytes, "bytes"), "");
      return !over;
    },
    deeper,
    tag: (inside) => (counts(1) ? deeper(inside) : undefined),
    at(part, inside) {
      path.push(part);
      inside();
      path.pop();
    },
    tells: () => faults.keeps("unexpected", position),
    unexpected(expected, instead) {
      found++;
      faults.add({
        code: "unexpected",
        expected: typeof expected === "string" ? expected : describe(expected),
        found: instead,
        instancePath: pointer(path, written),
        position,
      });
      return undefined;
    },
    invalid(expected, instead) {
      found++;
      if (!faults.keeps("invalid", position)) {
        over ||= isRead;
        return;
      }
      const instancePath = pointer(path, written);
      faults.add({ code: "invalid", expected, found: instead, instancePath, position });
    },
    outOfBounds(plan, at, length) {
      if (!faults.keeps("unexpected", at)) return;
      faults.add({
        code: "unexpected",
        expected: describe(plan),
        found: foundLength(plan, length),
        instancePath: pointer(path, written),
        position: at,
      });
    },
    missing(member) {
      if (!faults.keeps("unexpected", position)) return;
      faults.add({ ...missingMember(member), instancePath: pointer(path, written), position });
    },
  };
}
