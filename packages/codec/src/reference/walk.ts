import { type Budget, checkEmbedded, embeddedAt } from "../cbor/embedded.ts";
import { argumentAt, headLength, INDEFINITE, infoOf, MAJOR, majorOf } from "../cbor/head.ts";
import { keyName } from "../cbor/key.ts";
import { isLiteral, kindAt } from "../cbor/kind.ts";
import { afterItem, contentsOf, stretchesOf } from "../cbor/read.ts";
import { isUtf8 } from "../cbor/utf8.ts";
import { Faults } from "../faults.ts";
import { pointer } from "../json/pointer.ts";
import {
  describe,
  foundInstead,
  missingMember,
  noSuchMember,
  requiredMember,
  tellingMember,
} from "../plan/describe.ts";
import { CBOR, cluesOf } from "../plan/kinds.ts";
import {
  type AnyPlan,
  anyPlan,
  bare,
  type EmbeddedPlan,
  type Member,
  type Plan,
  stepsTo,
  type UnionPlan,
  undescribedIn,
  type ViewPlan,
} from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import {
  ANOTHER_KEY,
  EACH_KEY_ONCE,
  NAMEABLE_KEY,
  NO_SUCH_MEMBER,
  OTHER_BYTES,
  REPEATED_KEY,
  VALID_UTF8,
} from "../sentences.ts";
import { isPlain, sameness } from "./undeclared.ts";
import { fits, isKey, itemPlan, lengthAt, memberFor, undeclaredPlan, viewAt } from "./wire.ts";

/** What a walk learned of a payload. */
export interface Walked {
  readonly faults: Faults;
  /** Offsets of items that are not what the plan expects; `null` may stand for them to let the rest be checked. */
  readonly holes: ReadonlySet<number>;
  /** Offsets of items that no schema describes and that cbor-x does not read right, in order. */
  readonly odd: ReadonlySet<number>;
  /** The values of views, by their offsets. */
  readonly views: ReadonlyMap<number, unknown>;
  /** Offsets of the tags that the value has, too. */
  readonly kept: ReadonlySet<number>;
  /** Which branches of unions items are of, by their offsets: it may be a tag or a byte string around it that tells. */
  readonly branches: ReadonlyMap<number, number>;
  /** Payloads in this one, by the offsets of their byte strings. */
  readonly embedded: ReadonlyMap<number, { readonly bytes: Uint8Array; readonly walked: Walked }>;
  /**
   * Whether cbor-x reads the payload right as it is: no tags, unions, chunks or byte order marks, no keys but text and
   * integers.
   */
  readonly plain: boolean;
}

/** Is told of each item that a plan describes, with its path. */
export type OnItem = (offset: number, path: readonly (string | number)[], plan: Plan) => void;

/** What a payload in a payload has around it. */
interface Around {
  readonly faults: Faults;
  readonly path: (string | number)[];
  /** How many arrays, maps, tags and byte strings it is in. */
  readonly level: number;
  /** Where an offset in it is in the whole. */
  outer(offset: number): number;
}

/**
 * Walks a well-formed payload beside its plan and finds what is invalid (bad UTF-8, keys that become one) and what is
 * unexpected (major types, tags, keys, missing members). Values within a type are Ajv's to judge.
 */
export function walk(
  plan: Plan,
  payload: Uint8Array,
  budget: Budget,
  onItem?: OnItem,
  around?: Around,
): Walked {
  const whole: Around = { faults: new Faults(), path: [], level: 0, outer: (offset) => offset };
  const { faults, path, outer } = around ?? whole;
  let level = around?.level ?? 0;
  const holes = new Set<number>();
  const odd = new Set<number>();
  const views = new Map<number, unknown>();
  const kept = new Set<number>();
  const branches = new Map<number, number>();
  const embedded = new Map<number, { bytes: Uint8Array; walked: Walked }>();
  let plain = true;
  let wrong = 0;
  // Inside an item that is not expected, only validity is still of interest.
  let judging = true;

  function invalid(at: number, expected: string, found: string): void {
    wrong++;
    const offset = outer(at);
    if (!faults.keeps("invalid", offset)) return;
    faults.add({ code: "invalid", expected, found, offset, instancePath: pointer(path), position: offset });
  }

  function unexpected(at: number, expected: string, found: string): void {
    const offset = outer(at);
    if (!judging || !faults.keeps("unexpected", offset)) return;
    faults.add({
      code: "unexpected",
      expected,
      found,
      offset,
      instancePath: pointer(path),
      position: offset,
    });
  }

  /** Walks the item at `offset` and answers where it ends. */
  function visit(given: Plan, offset: number): number {
    const kind = kindAt(payload, offset);
    const expected = bare(given, kind);
    // What no schema describes has no bounds, and may stand under a name that a declared member has too.
    if (expected.kind !== "any") onItem?.(outer(offset), path, expected);
    const branch = expected.kind === "union" ? branchAt(expected, offset) : expected;
    const target = branch && bare(branch, kind);
    if (target !== undefined && fits(target, payload, offset)) {
      if (target !== expected) onItem?.(outer(offset), path, target);
      if (expected.kind === "union" && branch) ofBranch(expected.branches.indexOf(branch), offset);
      if (target.kind === "any" && !isPlain(payload, offset)) notPlain(offset);
      if (target.kind === "view") return view(target, offset);
      return inside(target, offset);
    }
    if (judging && faults.keeps("unexpected", outer(offset))) misfit(expected, offset, target);
    return hole(offset);
  }

  function ofBranch(index: number, offset: number): void {
    branches.set(offset, index);
    plain = false;
  }

  function notPlain(offset: number): void {
    odd.add(offset);
    plain = false;
  }

  /** Notes an item that is not what is expected: one that is no branch of a union by the member that would tell which. */
  function misfit(expected: Plan, offset: number, chosen?: Plan): void {
    const kind = kindAt(payload, offset);
    const telling = expected.kind === "union" ? tellingMember(cluesOf(expected, kind, CBOR)) : undefined;
    const value = telling && memberValue(telling, offset);
    if (telling === undefined || chosen !== undefined || (value === undefined && kind === "array")) {
      const of = telling === undefined ? expected : (chosen ?? expected);
      const found = foundInstead(kind, of, CBOR, lengthAt(payload, offset));
      return unexpected(offset, describe(of), found);
    }
    if (value === undefined) return unexpected(offset, requiredMember(telling), NO_SUCH_MEMBER);
    path.push(telling.name);
    unexpected(value, describe(telling.value), foundInstead(kindAt(payload, value), telling.value, CBOR));
    path.pop();
  }

  /** Passes a view, which has been read. */
  function view(target: ViewPlan, offset: number): number {
    plain = false;
    views.set(offset, viewAt(target, payload, offset));
    return afterItem(payload, offset);
  }

  /** Walks an item that nothing is expected of any more. */
  function hole(offset: number): number {
    holes.add(offset);
    const before = judging;
    judging = false;
    const end = inside(anyPlan, offset);
    judging = before;
    return end;
  }

  function inside(expected: Plan, offset: number): number {
    const initial = payload[offset] as number;
    const major = majorOf(initial);
    if (major >= MAJOR.array && major <= MAJOR.tag) {
      level++;
      const visitAll = major === MAJOR.array ? array : major === MAJOR.map ? map : tag;
      const end = visitAll(expected, offset);
      level--;
      return end;
    }
    if (expected.kind === "embedded") payloadIn(expected, offset);
    if (major === MAJOR.text) text(offset);
    if (major === MAJOR.bytes && infoOf(initial) === INDEFINITE) plain = false;
    return afterItem(payload, offset);
  }

  /** Walks what a byte string is around, if that is one data item. */
  function payloadIn({ content, zeroLengthMap }: EmbeddedPlan, offset: number): void {
    plain = false;
    const string = embeddedAt(payload, offset, zeroLengthMap);
    const wrong = checkEmbedded(string.bytes, level + 1, budget);
    if (wrong !== undefined) {
      const position = outer(wrong.offset === undefined ? offset : string.outer(wrong.offset));
      return faults.add({ ...wrong, offset: position, instancePath: pointer(path), position });
    }
    const from = { faults, path, level: level + 1, outer: (at: number) => outer(string.outer(at)) };
    embedded.set(offset, { bytes: string.bytes, walked: walk(content, string.bytes, budget, onItem, from) });
  }

  function text(offset: number): void {
    if (infoOf(payload[offset] as number) === INDEFINITE) plain = false;
    for (const [start, end] of stretchesOf(payload, offset)) {
      if (!isUtf8(payload, start, end)) {
        const chunk = start - headLengthBefore(start, offset);
        return invalid(chunk, VALID_UTF8, OTHER_BYTES);
      }
      if (payload[start] === 0xef && payload[start + 1] === 0xbb && payload[start + 2] === 0xbf)
        plain = false;
    }
  }

  /** Length of the head in front of a stretch of a string that begins at `offset`. */
  function headLengthBefore(start: number, offset: number): number {
    if (infoOf(payload[offset] as number) !== INDEFINITE) return start - offset;
    let at = offset + 1;
    for (;;) {
      const head = headLength(infoOf(payload[at] as number));
      if (at + head === start) return head;
      at += head + argumentAt(payload, at);
    }
  }

  function tag(expected: Plan, offset: number): number {
    plain = false;
    const { first } = contentsOf(payload, offset);
    if (expected.kind !== "tagged") return visit(expected.kind === "any" ? expected : anyPlan, first);
    if (!expected.keep) return visit(expected.content, first);
    kept.add(offset);
    path.push("value");
    const end = visit(expected.content, first);
    path.pop();
    return end;
  }

  function array(expected: Plan, offset: number): number {
    const contents = contentsOf(payload, offset);
    let at = contents.first;
    for (let index = 0; contents.more(at); index++) {
      const steps = expected.kind === "tuple" ? stepsTo(expected, index) : [index];
      path.push(...steps);
      at = visit(itemPlan(expected, index), at);
      path.length -= steps.length;
    }
    return contents.end(at);
  }

  function map(expected: Plan, offset: number): number {
    const contents = contentsOf(payload, offset, 2);
    const seen = new Set<string>();
    const found = new Set<Member>();
    let at = contents.first;
    while (contents.more(at)) at = member(expected, at, seen, found);
    if (expected.kind === "object") {
      for (const declared of expected.members) {
        if (declared.required && !found.has(declared) && judging) {
          const position = outer(offset);
          faults.add({ ...missingMember(declared), offset: position, instancePath: pointer(path), position });
        }
      }
    }
    return contents.end(at);
  }

  /**
   * Walks a key and its value.
   *
   * @param seen - the names so far, each the one that the key has in values and in JSON
   * @param found - the declared members so far
   */
  function member(expected: Plan, key: number, seen: Set<string>, found: Set<Member>): number {
    const undescribed = undescribedIn(expected);
    if (undescribed) return anyMember(expected, undescribed, key, seen, found);
    const major = majorOf(payload[key] as number);
    const before = wrong;
    const value = keyEnd(key);
    if (major === MAJOR.array || major === MAJOR.map) {
      invalid(key, NAMEABLE_KEY, kindAt(payload, key));
      return hole(value);
    }
    if (major !== MAJOR.text && major > MAJOR.negative) plain = false;
    // A text that is no UTF-8 is no name.
    const mapped = wrong > before && major === MAJOR.text ? undefined : keyName(payload, key);
    if (mapped === undefined) {
      repeated(`\ud800${hex(payload.subarray(key, value))}`, key, seen);
      unexpected(key, NAMEABLE_KEY, kindAt(payload, key));
      return hole(value);
    }
    const declared = expected.kind === "object" ? memberFor(expected, payload, key, mapped) : undefined;
    const name = declared?.name ?? mapped;
    if (declared !== undefined) found.add(declared);
    path.push(name);
    const twice = repeated(name, key, seen);
    const valuePlan = declared?.value ?? undeclaredPlan(expected, payload, key, mapped);
    let end: number;
    if (twice || valuePlan === undefined) {
      if (!twice) unexpected(key, otherKey(expected), ANOTHER_KEY);
      end = hole(value);
    } else end = visit(valuePlan, value);
    path.pop();
    return end;
  }

  /** The same where the key may be any item that is not there yet. */
  function anyMember(
    expected: Plan,
    undescribed: AnyPlan,
    key: number,
    seen: Set<string>,
    found: Set<Member>,
  ): number {
    const before = wrong;
    const value = keyEnd(key, undescribed);
    const isRight = wrong === before;
    if (majorOf(payload[key] as number) > MAJOR.negative && majorOf(payload[key] as number) !== MAJOR.text) {
      notPlain(key);
    }
    const mapped = isRight ? keyName(payload, key) : undefined;
    const declared =
      expected.kind === "object" && mapped !== undefined
        ? memberFor(expected, payload, key, mapped)
        : undefined;
    if (declared !== undefined) found.add(declared);
    const name = declared?.name ?? mapped;
    if (name !== undefined) path.push(name);
    // What is wrong in itself is equal to no other.
    const twice = isRight && repeated(sameness(payload, key), key, seen);
    const end = twice && declared ? hole(value) : visit(declared?.value ?? undescribed, value);
    if (name !== undefined) path.pop();
    return end;
  }

  /** Walks a key, whose text may be bad, and answers where it ends. */
  function keyEnd(key: number, undescribed = anyPlan): number {
    const before = judging;
    judging = false;
    const end = inside(undescribed, key);
    judging = before;
    return end;
  }

  function repeated(name: string, key: number, seen: Set<string>): boolean {
    if (seen.has(name)) {
      invalid(key, EACH_KEY_ONCE, REPEATED_KEY);
      return true;
    }
    seen.add(name);
    return false;
  }

  function branchAt(union: UnionPlan, offset: number): Plan | undefined {
    return chooseBranch(union, kindAt(payload, offset), CBOR, (clue) => {
      const value = memberValue(clue.member, offset);
      if (value === undefined || clue.values === undefined) return value !== undefined;
      return clue.values.some((literal) => isLiteral(literal, payload, value));
    });
  }

  /** Offset of an item in the array at `offset`. */
  function itemOffset(wanted: number, offset: number): number | undefined {
    const contents = contentsOf(payload, offset);
    let at = contents.first;
    for (let index = 0; contents.more(at); index++) {
      if (index === wanted) return at;
      at = afterItem(payload, at);
    }
    return undefined;
  }

  /** Offset of a member's value in the map at `offset`, or of an item in the array there. */
  function memberValue(declared: Member, offset: number): number | undefined {
    if (kindAt(payload, offset) === "array") return itemOffset(declared.index as number, offset);
    const contents = contentsOf(payload, offset, 2);
    for (let at = contents.first; contents.more(at); ) {
      const value = afterItem(payload, at);
      if (isKey(declared, payload, at)) return value;
      at = afterItem(payload, value);
    }
    return undefined;
  }

  visit(plan, 0);
  return { faults, holes, odd, views, kept, branches, embedded, plain };
}

function otherKey(plan: Plan): string {
  return plan.kind === "object" ? noSuchMember(plan) : describe(plan);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
