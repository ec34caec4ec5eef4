import { createFaults, type Faults } from "../../faults.ts";
import { toBase64 } from "../../item/base64.ts";
import { argumentAt, floatAt, headLength, integerAt } from "../../item/head.ts";
import { isSafe } from "../../item/integer.ts";
import { textFrom, UNREADABLE } from "../../item/text.ts";
import { isUtf8 } from "../../item/utf8.ts";
import { fitsBounds, matches } from "../../json/constraints.ts";
import { setMember } from "../../json/kinds.ts";
import { isIntegerName } from "../../json/names.ts";
import { pointer } from "../../json/pointer.ts";
import { describe, foundInstead, missingMember, noSuchMember } from "../../schema/describe.ts";
import {
  anyPlan,
  type Clue,
  type LiteralValue,
  type Member,
  type ObjectPlan,
  type Plan,
  type TextPlan,
  type UnionPlan,
} from "../../schema/plan.ts";
import { cborKinds, chooseBranch } from "../../schema/union.ts";
import { closedBefore } from "./closed.ts";
import { keyLength, memberHere, Names } from "./keys.ts";

/** A value, and what is wrong with the payload it was read from. */
export interface Reading {
  readonly value: unknown;
  readonly faults: Faults;
}

/** What the next item is, in the words of unions and error texts. */
const KINDS = ["integer", "integer", "bytes", "text", "array", "map", "tag", "simple"] as const;

/**
 * Which faults are told of: inside of what has been refused only whether the payload is valid, and none while looking
 * ahead at what will be read once more.
 */
type Telling = "all" | "validity" | "none";

/** A key, with what it is called in the value. */
interface Key {
  readonly offset: number;
  /** The name in JSON; `undefined` where JSON has none. */
  readonly name: string | undefined;
  readonly kind: string;
  /** Which of the declared members it is that of, or −1. */
  readonly index: number;
}

/** Stands for a value that nobody asked for. */
const NOT_WANTED = {};
const NO_BYTES = new Uint8Array(0);
const NO_MEMBERS: readonly Member[] = [];

/**
 * Reads a well-formed payload beside its plan in one pass: builds the value and finds every fault that is left to find,
 * bad UTF-8 and keys that become one as well as whatever the plan does not expect.
 *
 * @param known - what is known of a payload of which only the faults are wanted: every item that ends before the offset
 * `right` is without any. They are then found in a fraction of the time, and the value is of no use
 */
export function read(plan: Plan, payload: Uint8Array, known?: { readonly right: number }): Reading {
  const faults = createFaults();
  const path: (string | number)[] = [];
  let at = 0;
  let telling: Telling = "all";
  let building = known === undefined;
  const right = known?.right ?? 0;
  const closed = closedBefore(payload, right);
  let nextClosed = 0;

  function fault(code: "invalid" | "unexpected", offset: number, expected: string, found?: string): void {
    if (!faults.keeps(code, offset)) return;
    if (telling === "none" || (code === "unexpected" && telling === "validity")) return;
    const where = { offset, instancePath: pointer(path), position: offset };
    faults.add({ code, expected, ...(found === undefined ? {} : { found }), ...where });
  }

  function kindHere(): string {
    const initial = payload[at] as number;
    if (initial < 0xc0) return KINDS[initial >> 5] as string;
    if (initial < 0xe0) return `tag ${argumentAt(payload, at)}`;
    if (initial === 0xf4 || initial === 0xf5) return "boolean";
    if (initial === 0xf6) return "null";
    if (initial === 0xf7) return "undefined";
    return initial >= 0xf9 && initial <= 0xfb ? "float" : "a simple value";
  }

  /** Moves behind the head here and answers its argument; −1 for an indefinite length. */
  function takeHead(): number {
    const info = (payload[at] as number) & 31;
    const argument = info === 31 ? -1 : argumentAt(payload, at);
    at += headLength(info);
    return argument;
  }

  /** Ends a loop over `count` items, or over items up to a break, which it passes. */
  function isOver(index: number, count: number): boolean {
    if (count >= 0) return index === count;
    if (payload[at] !== 0xff) return false;
    at++;
    return true;
  }

  /** Reads the item here. A fault in it is noted; what it answers then is of no use. */
  function item(expected: Plan): unknown {
    const offset = at;
    if (!building && isKnown()) return NOT_WANTED;
    const kind = kindHere();
    const target = expected.kind === "union" ? branchHere(expected, kind) : expected;
    const value = target === undefined ? undefined : typed(target, kind);
    if (value !== undefined) {
      if (!fitsBounds(target as Plan, value, membersRead))
        fault("unexpected", offset, describe(target as Plan));
      return value;
    }
    fault("unexpected", offset, describe(expected), foundInstead(kind, cborKinds(expected)));
    at = offset;
    whileTelling("validity", anything);
    return undefined;
  }

  /** Passes an item that is known to be right. */
  function isKnown(): boolean {
    if (at >= right) return false;
    const initial = payload[at] as number;
    const isString = initial >= 0x40 && initial < 0x80;
    if (isString || initial < 0x40 || initial >= 0xe0) {
      if ((initial & 31) === 31) return false;
      const end = at + headLength(initial & 31) + (isString ? argumentAt(payload, at) : 0);
      if (end < right) at = end;
      return end < right;
    }
    while ((closed[nextClosed] as number) < at) nextClosed += 2;
    if (closed[nextClosed] !== at) return false;
    at = closed[nextClosed + 1] as number;
    return true;
  }

  /** Runs `run` while fewer faults are told of. */
  function whileTelling<T>(what: Telling, run: () => T): T {
    const before = telling;
    if (before === "all" || what === "none") telling = what;
    const result = run();
    telling = before;
    return result;
  }

  /** Runs `run` so that it builds values, which have to be compared. */
  function whileBuilding<T>(run: () => T): T {
    const before = building;
    building = true;
    const result = run();
    building = before;
    return result;
  }

  // How many members the map that was just read has: keys without a place in the value count too.
  let membersRead = 0;

  /** Reads an item of the type that the plan says, or answers `undefined` for one of another type. */
  function typed(target: Plan, kind: string): unknown {
    switch (target.kind) {
      case "integer":
        return kind === "integer" ? safeInteger() : undefined;
      case "wide-integer":
        return kind === "integer" ? wideInteger(target.least, target.greatest) : undefined;
      case "number":
        return kind === "integer" ? safeInteger() : kind === "float" ? float(target.width) : undefined;
      case "text":
        return kind === "text" ? text(building || isBounded(target)) : undefined;
      case "bytes":
        return kind === "bytes" ? bytes(target.minBytes, target.maxBytes) : undefined;
      case "boolean":
        return kind === "boolean" ? payload[at++] === 0xf5 : undefined;
      case "null":
        return kind === "null" ? nothing() : undefined;
      case "literal":
        return literal(target.values, kind);
      case "array":
        if (kind !== "array") return undefined;
        return target.uniqueItems
          ? whileBuilding(() => array(() => target.items))
          : array(() => target.items);
      case "tuple":
        return kind === "array" ? tuple(target.items) : undefined;
      case "object":
      case "record":
        return kind === "map" ? map(target) : undefined;
      case "tagged":
        return kind === `tag ${target.tag}` ? tagged(target.content) : undefined;
      case "any":
        return any(kind);
      case "union":
        return undefined;
    }
  }

  function any(kind: string): unknown {
    if (kind === "integer") {
      const value = integerAt(payload, at);
      takeHead();
      return isSafe(value) ? Number(value) : value;
    }
    if (kind === "float") return float(undefined);
    if (kind === "text") return text(building);
    if (kind === "bytes") return bytes(undefined, undefined);
    if (kind === "boolean") return payload[at++] === 0xf5;
    if (kind === "null") return nothing();
    if (kind === "array") return array(() => anyPlan);
    return kind === "map" ? map(anyPlan) : undefined;
  }

  /** Passes whatever stands here, tags and all, and notes only what is invalid in it. */
  function anything(): void {
    const initial = payload[at] as number;
    const major = initial >> 5;
    if (major < 2 || major === 7) at += headLength(initial & 31);
    else if (major === 2) passBytes();
    else if (major === 3) text(false);
    else if (major === 4) {
      const count = takeHead();
      const depth = path.length;
      for (let index = 0; !isOver(index, count); index++) {
        path[depth] = index;
        anything();
      }
      path.length = depth;
    } else if (major === 5) map(anyPlan, anything);
    else {
      takeHead();
      anything();
    }
  }

  function nothing(): null {
    at++;
    return null;
  }

  function safeInteger(): number | undefined {
    const initial = payload[at] as number;
    if ((initial & 31) !== 27) {
      const argument = takeHead();
      return initial < 0x20 ? argument : -1 - argument;
    }
    const value = integerAt(payload, at);
    if (!isSafe(value)) return undefined;
    at += 9;
    return Number(value);
  }

  function wideInteger(least: bigint, greatest: bigint): bigint | undefined {
    const value = integerAt(payload, at);
    if (value < least || value > greatest) return undefined;
    takeHead();
    return value;
  }

  function float(width: 32 | 64 | undefined): number | undefined {
    const value = floatAt(payload, at);
    if (!Number.isFinite(width === 32 ? Math.fround(value) : value)) return undefined;
    at += headLength((payload[at] as number) & 31);
    return value;
  }

  /** Reads a text; where it is not wanted, an empty one stands for it. */
  function text(wanted: boolean): string {
    const offset = at;
    const length = takeHead();
    if (length >= 0) return chunk(offset, length, wanted);
    let whole = "";
    while (payload[at] !== 0xff) {
      const start = at;
      whole += chunk(start, takeHead(), wanted);
    }
    at++;
    return whole;
  }

  function chunk(offset: number, length: number, wanted: boolean): string {
    const start = at;
    at += length;
    const value = wanted
      ? textFrom(payload, start, length)
      : isUtf8(payload, start, start + length)
        ? ""
        : undefined;
    if (value === undefined) fault("invalid", offset, "valid UTF-8", "other bytes");
    return value ?? UNREADABLE;
  }

  /** Passes a byte string and answers its length. */
  function passBytes(): number {
    const length = takeHead();
    if (length >= 0) {
      at += length;
      return length;
    }
    let size = 0;
    while (payload[at] !== 0xff) {
      const part = takeHead();
      at += part;
      size += part;
    }
    at++;
    return size;
  }

  function bytes(least = 0, most = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    const offset = at;
    const size = passBytes();
    if (size < least || size > most) return undefined;
    return building ? bytesAt(offset, size) : NO_BYTES;
  }

  /** The bytes of the byte string at an offset, its chunks joined. */
  function bytesAt(offset: number, size: number): Uint8Array {
    const end = at;
    at = offset;
    const whole = new Uint8Array(size);
    const length = takeHead();
    for (let filled = 0; filled < size; ) {
      const part = length < 0 ? takeHead() : length;
      whole.set(payload.subarray(at, at + part), filled);
      filled += part;
      at += part;
    }
    at = end;
    return whole;
  }

  function literal(values: readonly LiteralValue[], kind: string): LiteralValue | undefined {
    if (!["text", "integer", "float", "boolean", "null"].includes(kind)) return undefined;
    const value = kind === "text" ? whileTelling("none", () => text(true)) : (any(kind) as LiteralValue);
    // An integer literal is an integer on the wire, as everywhere.
    if (kind === "float" && Number.isSafeInteger(value)) return undefined;
    return values.includes(value) ? value : undefined;
  }

  /** Reads an array; where its items are not wanted, only its length is told. */
  function array(planOf: (index: number) => Plan): unknown[] {
    const values: unknown[] = [];
    const count = takeHead();
    const depth = path.length;
    let length = 0;
    for (; !isOver(length, count); length++) {
      path[depth] = length;
      const value = item(planOf(length));
      if (building) values.push(value);
    }
    path.length = depth;
    return building ? values : ({ length } as unknown[]);
  }

  function tuple(plans: readonly Plan[]): unknown[] | undefined {
    const offset = at;
    const count = takeHead();
    let length = 0;
    for (; !isOver(length, count); length++) whileTelling("none", anything);
    at = offset;
    return length === plans.length ? array((index) => plans[index] as Plan) : undefined;
  }

  function tagged(content: Plan): unknown {
    takeHead();
    return item(content) ?? null;
  }

  /** Reads a map; `pass` is for a map whose members are of no interest. */
  function map(target: Plan, pass?: () => void): object {
    const offset = at;
    const names: string[] = [];
    const values: unknown[] = [];
    const members = target.kind === "object" ? target.members : NO_MEMBERS;
    const seen = new Names(members);
    const count = takeHead();
    const depth = path.length;
    let next = 0;
    let round = 0;
    for (; !isOver(round, count); round++) {
      const key = keyHere(target, next, depth);
      const name = key.index < 0 ? key.name : (members[key.index] as Member).name;
      if (name !== undefined) path[depth] = name;
      if (key.index >= 0) next = key.index + 1;
      const plan = planFor(target, key, seen);
      if (plan === undefined) whileTelling("validity", anything);
      else if (pass !== undefined) pass();
      else {
        const value = item(plan);
        if (building) {
          names.push(name as string);
          values.push(value);
        }
      }
    }
    path.length = depth;
    membersRead = round;
    if (target.kind === "object") noteMissing(target, seen, offset);
    if (!building) return names;
    return target.kind === "object" ? inOrder(target, names, values) : fromEntries(names, values);
  }

  function noteMissing(target: ObjectPlan, seen: Names, offset: number): void {
    for (const [index, member] of target.members.entries()) {
      if (!member.required || seen.has(index)) continue;
      const { expected, found } = missingMember(member);
      fault("unexpected", offset, expected, found);
    }
  }

  /** The plan of a member, or `undefined` where its key is refused, which is noted. */
  function planFor(target: Plan, key: Key, seen: Names): Plan | undefined {
    if (key.kind === "array" || key.kind === "map") {
      fault("invalid", key.offset, "a key that JSON can hold", key.kind);
      return undefined;
    }
    if (key.index >= 0 ? seen.repeatsMember(key.index) : seen.repeats(identityOf(key))) {
      const found = "a key that repeats one before it, or becomes the same in JSON";
      fault("invalid", key.offset, "each key once", found);
      return undefined;
    }
    if (key.name === undefined) {
      fault("unexpected", key.offset, "a key that JSON can hold", key.kind);
      return undefined;
    }
    const plan = key.index < 0 ? undeclared(target, key) : (target as ObjectPlan).members[key.index]?.value;
    if (plan === undefined) {
      const expected = target.kind === "object" ? noSuchMember(target) : describe(target);
      fault("unexpected", key.offset, expected, "another key");
    }
    return plan;
  }

  /** What a key is known by: its name, or its bytes where JSON has no name for it. */
  function identityOf(key: Key): string {
    return key.name ?? `\ud800${toBase64(payload.subarray(key.offset, at))}`;
  }

  function keyHere(target: Plan, next: number, depth: number): Key {
    const offset = at;
    const kind = kindHere();
    const here = target.kind === "object" ? memberHere(target, payload, at, next) : -1;
    if (here >= 0) {
      at += keyLength(target as ObjectPlan, here);
      return { offset, kind, name: (target as ObjectPlan).members[here]?.name, index: here };
    }
    // What is wrong with a key is told of the map.
    path.length = depth;
    const name = whileTelling("validity", () => nameHere(kind));
    const index =
      target.kind === "object" && name !== undefined
        ? target.members.findIndex((member) =>
            typeof member.key === "number"
              ? kind === "integer" && String(member.key) === name
              : kind === "text" && member.key === name,
          )
        : -1;
    return { offset, kind, name, index };
  }

  function nameHere(kind: string): string | undefined {
    if (kind === "integer") {
      const value = integerAt(payload, at);
      takeHead();
      return value.toString();
    }
    if (kind === "bytes") {
      const offset = at;
      return toBase64(bytesAt(offset, passBytes()));
    }
    if (kind === "text") return text(true);
    if (kind === "boolean" || kind === "null") return String(any(kind));
    if (kind === "float") {
      const value = float(undefined);
      if (value !== undefined) return String(value === 0 ? 0 : value);
    }
    anything();
    return undefined;
  }

  function branchHere(union: UnionPlan, kind: string): Plan | undefined {
    return chooseBranch(union, kind, cborKinds, (clue) => whileTelling("none", () => hasClue(clue)));
  }

  /** Looks for a clue in the map here, and comes back. */
  function hasClue(clue: Clue): boolean {
    const offset = at;
    const count = takeHead();
    let found = false;
    for (let index = 0; !found && !isOver(index, count); index++) {
      const kind = kindHere();
      const name = nameHere(kind);
      const isMember =
        typeof clue.member.key === "number"
          ? kind === "integer" && name === String(clue.member.key)
          : kind === "text" && name === clue.member.key;
      if (isMember) {
        found = clue.values === undefined || literal(clue.values, kindHere()) !== undefined;
        break;
      }
      anything();
    }
    at = offset;
    return found;
  }

  const value = item(plan);
  return { value, faults };
}

/** The plan of a member that the schema does not name, or `undefined` where it may not be there. */
function undeclared(target: Plan, key: Key): Plan | undefined {
  if (target.kind === "record") {
    const fits =
      target.keys === "integer"
        ? key.kind === "integer" && isIntegerName(key.name as string)
        : key.kind === "text" && matches(target.pattern, key.name as string);
    return fits ? target.values : undefined;
  }
  if (target.kind !== "object") return anyPlan;
  return target.members.some((member) => member.name === key.name) ? undefined : target.additional;
}

/** An object with its members in declared order, and the others behind them. */
function inOrder(target: ObjectPlan, names: readonly string[], values: readonly unknown[]): object {
  const built: Record<string, unknown> = {};
  for (const member of target.members) {
    const index = names.indexOf(member.name);
    if (index >= 0) setMember(built, member.name, values[index]);
  }
  for (const [index, name] of names.entries()) {
    if (!Object.hasOwn(built, name)) setMember(built, name, values[index]);
  }
  return built;
}

function isBounded(plan: TextPlan): boolean {
  return plan.minLength !== undefined || plan.maxLength !== undefined || plan.pattern !== undefined;
}

function fromEntries(names: readonly string[], values: readonly unknown[]): object {
  const built = {};
  for (const [index, name] of names.entries()) setMember(built, name, values[index]);
  return built;
}
