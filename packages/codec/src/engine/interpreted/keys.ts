import { isAt } from "../../item/read.ts";
import { createWriter } from "../../item/write.ts";
import type { Member, ObjectPlan } from "../../schema/plan.ts";
import { writeKey } from "../write.ts";

/** The keys of an object's members in preferred serialization, which is how they come; written once for each plan. */
const written = new WeakMap<ObjectPlan, readonly Uint8Array[]>();

function keysOf(plan: ObjectPlan): readonly Uint8Array[] {
  const known = written.get(plan);
  if (known !== undefined) return known;
  const keys = plan.members.map(({ key }) => {
    const writer = createWriter();
    writeKey(writer, key);
    return writer.finish();
  });
  written.set(plan, keys);
  return keys;
}

/**
 * The member whose key stands at `at`, byte for byte; −1 for any other key.
 *
 * @param next - where to look first: devices write members in declared order
 */
export function memberHere(plan: ObjectPlan, payload: Uint8Array, at: number, next: number): number {
  const keys = keysOf(plan);
  for (let tried = 0; tried < keys.length; tried++) {
    const index = (next + tried) % keys.length;
    if (isAt(payload, at, keys[index] as Uint8Array)) return index;
  }
  return -1;
}

/** Length of a member's key in preferred serialization. */
export function keyLength(plan: ObjectPlan, index: number): number {
  return (keysOf(plan)[index] as Uint8Array).length;
}

/** The names that a map's members have in the value, of which none may come twice. Declared ones are ticked off. */
export class Names {
  readonly #members: readonly Member[];
  readonly #found: boolean[] = [];
  #others: Set<string> | undefined;

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  /** Whether a declared member was there. */
  has(index: number): boolean {
    return this.#found[index] === true;
  }

  /** Notes a declared member and tells whether it, or another key of its name, was there before. */
  repeatsMember(index: number): boolean {
    if (this.#found[index] || this.#others?.has((this.#members[index] as Member).name)) return true;
    this.#found[index] = true;
    return false;
  }

  /** The same for a key that is none of a declared member, by the name that it gets. */
  repeats(name: string): boolean {
    if (this.#others?.has(name)) return true;
    if (this.#members.some((member, index) => this.#found[index] && member.name === name)) return true;
    this.#others ??= new Set();
    this.#others.add(name);
    return false;
  }
}
