import { toBase64 } from "../cbor/base64.ts";
import { uint32At } from "../cbor/head.ts";
import { NEGATIVE_MIN, UINT64_MAX } from "../cbor/integer.ts";
import { isAt } from "../cbor/read.ts";
import { createWriter } from "../cbor/write.ts";
import { Distinct } from "../json/distinct.ts";
import type { Member, ObjectPlan, Plan } from "../plan/plan.ts";
import type { Cursor } from "./cursor.ts";
import { bytes, float, safeInteger, text, wideInteger } from "./scalars.ts";
import { writeKey } from "./write.ts";

/** Keys in preferred serialization, which is how they come; written once for each plan. */
interface Written {
  readonly keys: readonly Uint8Array[];
  readonly aliases: readonly Uint8Array[];
  /** For each initial byte, whether one of all of these begins so. */
  readonly begins: Uint8Array;
}

const written = new WeakMap<ObjectPlan, Written>();

function writtenOf(plan: ObjectPlan): Written {
  const known = written.get(plan);
  if (known !== undefined) return known;
  const keys = plan.members.map(({ key }) => writtenKey(key));
  const aliases = plan.members.filter(({ key, name }) => key !== name).map(({ name }) => writtenKey(name));
  const begins = new Uint8Array(256);
  for (const key of [...keys, ...aliases]) begins[key[0] as number] = 1;
  const made = { keys, aliases, begins };
  written.set(plan, made);
  return made;
}

function writtenKey(key: string | number): Uint8Array {
  const writer = createWriter();
  writeKey(writer, key);
  return writer.finish();
}

/** The keys of a plan's members as they are written. */
export function keysOf(plan: ObjectPlan): readonly Uint8Array[] {
  return writtenOf(plan).keys;
}

/** Whether the key here may be that of a declared member, by its bytes, by its name or in another spelling. */
export function mayBeMember(cursor: Cursor, plan: Plan): boolean {
  if (plan.kind !== "object") return false;
  const { keys, aliases, begins } = writtenOf(plan);
  const initial = cursor.payload[cursor.at] as number;
  if (longHeads[initial] === 1 && !isUsual(cursor)) return true;
  return begins[initial] === 1 && (keyHere(cursor, keys, 0) >= 0 || keyHere(cursor, aliases, 0) >= 0);
}

/** Initial bytes of integers and texts whose heads are longer than a byte. */
const longHeads = Uint8Array.from({ length: 256 }, (_, initial) => {
  return Number((initial & 31) > 23 && (initial < 0x40 || (initial >= 0x60 && initial < 0x80)));
});

/** Whether a head of these is as short as it may be. */
function isUsual({ payload, at }: Cursor): boolean {
  const info = (payload[at] as number) & 31;
  const first = payload[at + 1] as number;
  if (info <= 24) return info < 24 || first > 23;
  if (info === 25) return first > 0;
  return info === 26
    ? first > 0 || (payload[at + 2] as number) > 0
    : info < 28 && uint32At(payload, at + 1) > 0;
}

/**
 * Which of the keys stands here, byte for byte; −1 for any other.
 *
 * @param next - where to look first: devices write members in declared order
 */
export function keyHere({ payload, at }: Cursor, keys: readonly Uint8Array[], next: number): number {
  for (let tried = 0; tried < keys.length; tried++) {
    const index = next + tried < keys.length ? next + tried : next + tried - keys.length;
    if (isAt(payload, at, keys[index] as Uint8Array)) return index;
  }
  return -1;
}

/** Whether the key of this kind and name is the member's: its spelling may be an unusual one. */
export function isKeyOf(member: Member, kind: string, name: string | undefined): boolean {
  return typeof member.key === "number"
    ? kind === "integer" && member.key === Number(name)
    : kind === "text" && member.key === name;
}

/** Reads the key here and answers what it is called in JSON; `undefined` for one that JSON has no name for. */
export function nameHere(cursor: Cursor, kind: string): string | undefined {
  const { payload, at, building } = cursor;
  switch (kind) {
    case "integer":
      return String(safeInteger(cursor) ?? wideInteger(cursor, NEGATIVE_MIN, UINT64_MAX));
    case "text":
      return text(cursor, true);
    case "bytes": {
      cursor.building = true;
      const name = bytes(cursor, {});
      cursor.building = building;
      return toBase64(name as Uint8Array);
    }
    case "boolean":
    case "null":
      cursor.at++;
      return kind === "null" ? kind : String(payload[at] === 0xf5);
    case "float": {
      const value = float(cursor);
      if (value !== undefined) return String(value === 0 ? 0 : value);
    }
  }
  return undefined;
}

/** The names that a map's members have in the value, of which none may come twice. Declared ones are ticked off. */
export class Names {
  readonly #members: readonly Member[];
  readonly #found: boolean[] = [];
  #others: Distinct | undefined;

  constructor(members: readonly Member[]) {
    this.#members = members;
  }

  /** Whether a declared member was there. */
  has(index: number): boolean {
    return this.#found[index] === true;
  }

  /** Notes a declared member and tells whether it, or another key of its name, was there before. */
  repeatsMember(index: number): boolean {
    if (this.#others?.has((this.#members[index] as Member).name)) return true;
    return this.repeatsDeclared(index);
  }

  /** The same of a declared member in a map whose other keys are known by what they are. */
  repeatsDeclared(index: number): boolean {
    const isRepeated = this.has(index);
    this.#found[index] = true;
    return isRepeated;
  }

  /** The same for a key that is none of a declared member, by what it is. */
  repeatsKey(identity: string): boolean {
    this.#others ??= new Distinct();
    return !this.#others.takes(identity);
  }

  /** The same for a key that is none of a declared member, by the name that it gets. */
  repeats(name: string): boolean {
    if (this.#members.some((member, index) => this.#found[index] && member.name === name)) return true;
    return this.repeatsKey(name);
  }
}
