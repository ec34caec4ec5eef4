import { keyName } from "../cbor/key.ts";
import type { Limits } from "../cbor/limits.ts";
import { Faults } from "../faults.ts";
import { lengthOf } from "../json/constraints.ts";
import { isPlainObject, isText, keptValue, kindOf, leastBytes, ownMember, setMember } from "../json/kinds.ts";
import { isIntegerName } from "../json/names.ts";
import { pointer } from "../json/pointer.ts";
import { HIDDEN } from "../json/to-json.ts";
import {
  describe,
  foundInstead,
  hasLength,
  missingMember,
  noSuchMember,
  requiredMember,
  tellingMember,
} from "../plan/describe.ts";
import { cluesOf, MEMORY } from "../plan/kinds.ts";
import {
  type AnyPlan,
  anyPlan,
  FURTHER,
  itemOf,
  type LiteralValue,
  type Member,
  namedMembers,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type TaggedPlan,
  type TuplePlan,
  type UnionPlan,
  undescribedIn,
  type ViewPlan,
} from "../plan/plan.ts";
import { baseOfValue, chooseBranch } from "../plan/union.ts";
import {
  ANOTHER_NAME,
  atMost,
  EACH_KEY_ONCE,
  furtherItems,
  NAMEABLE_KEY,
  NO_SUCH_MEMBER,
  oneOf,
  REPEATED_KEY,
  WRITABLE_NAME,
} from "../sentences.ts";
import { Float, Tag } from "../undeclared.ts";
import { type Chosen, HOLE } from "./check.ts";
import { type Form, type LeafPlan, memory, type Turned, tagNumber } from "./forms.ts";
import { sameness, undeclaredOf } from "./undeclared.ts";
import { write } from "./write.ts";

/** What a walk over a value made of it, and what it found. */
export interface WalkedValue extends Turned {
  readonly faults: Faults;
  /** The union branches on the way, each with what it was chosen for. */
  readonly chosen: readonly Chosen[];
}

/** How a value is walked. */
export interface ValueWalk {
  readonly form: Form;
  readonly limits: Limits;
  /** Whether undeclared members may have no keys but those that JSON can hold. */
  readonly inJson?: boolean;
  /** Whether the value is written as CBOR. */
  readonly writes?: boolean;
  /** Puts `"[hidden]"` in place of what is sensitive. */
  readonly redact?: boolean;
  /** Is told the number of each value: the order in which faults are told. */
  readonly onValue?: (position: number, path: readonly (string | number)[], plan: Plan) => void;
}

/** Stands for what does not fit: that is told, and Ajv is not asked about it. */
const NOTHING: Turned = { made: null, json: HOLE };

/**
 * Walks a value, in memory or in JSON, beside its plan; turns it into the other form and finds what is unexpected (types,
 * names, missing members) and what goes beyond a limit. Values within a type are Ajv's to judge.
 */
export function walkValue(
  plan: Plan,
  value: unknown,
  { form: given, limits, inJson, writes, redact, onValue }: ValueWalk,
): WalkedValue {
  let form = given;
  const faults = new Faults();
  const chosen: Chosen[] = [];
  const path: (string | number)[] = [];
  const written = new Map<string, string>();
  let position = 0;
  let items = 0;
  let held = 0;
  let depth = 0;
  let told = 0;

  function limit(expected: string, instancePath = pointer(path, written)): Turned {
    faults.add({ code: "limit", expected, instancePath, position });
    return NOTHING;
  }

  /** Nothing that comes behind a limit is told. */
  function isOver(): boolean {
    return faults.first?.code === "limit";
  }

  function unexpected(expected: string, found: string): Turned {
    told++;
    if (faults.keeps("unexpected", position)) {
      const instancePath = pointer(path, written);
      faults.add({ code: "unexpected", expected, found, instancePath, position });
    }
    return NOTHING;
  }

  /** Counts the value here, with the name of a member; answers whether there is room for it. */
  function count(most = typeof path.at(-1) === "string" ? 2 : 1): boolean {
    if (isOver()) return false;
    position++;
    items += most;
    return fitsItems();
  }

  function fitsItems(): boolean {
    if (items > limits.items) limit(atMost(limits.items, "data items"));
    return !isOver();
  }

  function visit(expected: Plan, given: unknown, most?: number): Turned {
    return count(most) ? turn(expected, given) : NOTHING;
  }

  function turn(expected: Plan, given: unknown): Turned {
    // What no schema describes has no bounds, and may stand under a name that a declared member has too.
    if (expected.kind !== "any") onValue?.(position, path, expected);
    const turned = byKind(expected, given);
    return redact && expected.sensitive ? { ...turned, made: HIDDEN } : turned;
  }

  function byKind(expected: Plan, given: unknown): Turned {
    const turned = inside(expected, given);
    return turned ?? misfit(expected, given);
  }

  function misfit(expected: Plan, given: unknown): Turned {
    const found = foundInstead(kindOf(given), expected, form.side, lengthOf(expected, given));
    return unexpected(describe(expected), found);
  }

  function inside(expected: Plan, given: unknown): Turned | undefined {
    switch (expected.kind) {
      case "array":
        return Array.isArray(given) ? array(given, () => expected.items) : undefined;
      case "tuple":
        if (expected.names) return isPlainObject(given) ? struct(expected, given) : undefined;
        return Array.isArray(given) && hasLength(expected, given.length)
          ? // It may have become longer since: then Ajv refuses it.
            array(given, (index) => itemOf(expected, index) ?? anyPlan)
          : undefined;
      case "object":
        return isPlainObject(given) ? object(expected, given) : undefined;
      case "record":
        return isPlainObject(given) ? record(expected, given) : undefined;
      case "tagged":
        return tagged(expected, given);
      case "embedded":
        items++;
        return fitsItems() ? deeper(() => turn(expected.content, given)) : NOTHING;
      case "union":
        return branch(expected, given);
      case "view":
        return view(expected, given);
      case "any":
        if (Array.isArray(given)) return array(given, () => expected);
        if (isPlainObject(given)) {
          const undescribed = undescribedIn(expected);
          return deeper(() =>
            undescribed
              ? anyMembers(undescribed, given, [], { made: {}, json: {} })
              : members(Object.entries(given), () => expected),
          );
        }
        if (given instanceof Tag && form.side === MEMORY) return tag(expected, given);
    }
    held += leastBytes(expected, given);
    if (held > limits.bytes) return limit(atMost(limits.bytes, "bytes"), "");
    return form.turn(expected as LeafPlan, given);
  }

  /** A view says by itself what becomes of a value; what counts is what it takes on the wire. */
  function view(expected: ViewPlan, given: unknown): Turned | undefined {
    const { view: conversions } = expected;
    const value = form === memory ? given : conversions.fromJson(given);
    const base = conversions.toWire(value);
    if (base === undefined) return undefined;
    const before = form;
    const { length } = chosen;
    form = memory;
    inside(baseOfValue(expected, value), base);
    form = before;
    // Ajv judges the JSON form of the view, and not that of its base.
    chosen.length = length;
    const json = conversions.toJson(value);
    return form === memory ? { made: json, json } : { made: value, json: present(given) };
  }

  function deeper(run: () => Turned): Turned {
    depth++;
    const turned = depth > limits.depth ? limit(atMost(limits.depth, "levels")) : run();
    depth--;
    return turned;
  }

  /** A tag is an item and a level, one that may be left out where it is written; what is behind it is no value of its own. */
  function tagged({ tag, content, optional, keep }: TaggedPlan, given: unknown): Turned | undefined {
    if (optional === "omitted" || (optional && !writes)) return turn(content, given);
    const kept = keep ? keptValue(given, tag) : given;
    if (kept === undefined && keep) return undefined;
    items++;
    if (!fitsItems()) return NOTHING;
    if (!keep) return deeper(() => turn(content, given));
    return deeper(() => {
      path.push("value");
      const { made, json } = turn(content, kept);
      path.pop();
      return { made: { tag, value: made }, json: { tag, value: json } };
    });
  }

  function array(given: readonly unknown[], planOf: (index: number) => Plan): Turned {
    return deeper(() => {
      const made: unknown[] = [];
      const json: unknown[] = [];
      for (let index = 0; index < given.length && !isOver(); index++) {
        path.push(index);
        const turned = visit(planOf(index), given[index]);
        path.pop();
        made.push(turned.made);
        json.push(turned.json);
      }
      return { made, json };
    });
  }

  function object(expected: ObjectPlan, given: object): Turned {
    return deeper(() => {
      for (const member of expected.members) {
        if (!member.required || ownMember(given, member.name) !== undefined) continue;
        faults.add({ ...missingMember(member), instancePath: pointer(path, written), position });
      }
      const declared = new Map(expected.members.map(({ name, value: plan }) => [name, plan]));
      const others = Object.entries(given).filter(([name]) => !declared.has(name));
      const own = [...declared.keys()].map((name): [string, unknown] => [name, ownMember(given, name)]);
      const undescribed = undescribedIn(expected);
      if (undescribed) {
        const turned = members(own, (name) => declared.get(name) as Plan);
        return anyMembers(undescribed, given, expected.members, turned);
      }
      return members(
        [...own, ...others],
        (name) => declared.get(name) ?? expected.additional ?? expected,
        (name) => (declared.has(name) || expected.additional ? undefined : noSuchMember(expected)),
      );
    });
  }

  function struct(expected: TuplePlan, given: object): Turned {
    const members = namedMembers(expected);
    const present = Object.keys(given).filter((name) => ownMember(given, name) !== undefined);
    const isOpen = expected.rest !== undefined;
    const hasFurther = isOpen && present.includes(FURTHER);
    const last = hasFurther ? members.length : members.findLastIndex(({ name }) => present.includes(name));
    return deeper(() => {
      for (const [index, member] of members.entries()) {
        if (present.includes(member.name) || !(member.required || index < last)) continue;
        faults.add({ ...missingMember(member), instancePath: pointer(path, written), position });
      }
      const made = {};
      const json = {};
      const set = (name: string, turned: Turned) => {
        setMember(made, name, turned.made);
        setMember(json, name, turned.json);
      };
      const at = (name: string, run: () => Turned) => {
        if (isOver()) return;
        path.push(name);
        set(name, run());
        path.pop();
      };
      for (const { name, value: plan } of members) {
        if (present.includes(name)) at(name, () => visit(plan, ownMember(given, name), 1));
      }
      if (hasFurther) at(FURTHER, () => further(expected.rest as Plan, ownMember(given, FURTHER)));
      for (const name of present) {
        const isKnown = (isOpen && name === FURTHER) || members.some((member) => member.name === name);
        if (!isKnown) at(name, () => refuse(noSuchMember({ members }), 1));
      }
      return { made, json };
    });
  }

  /** Further items lie in an array in memory, and in none of their own on the wire. */
  function further(expected: Plan, given: unknown): Turned {
    // What is told of it is told behind what Ajv says of the items before.
    position++;
    if (!Array.isArray(given)) return unexpected(furtherItems(), kindOf(given));
    if (given.length === 0) return unexpected(furtherItems(), oneOf(0));
    const turned: Turned[] = [];
    for (let index = 0; index < given.length && !isOver(); index++) {
      path.push(index);
      turned.push(visit(expected, given[index]));
      path.pop();
    }
    return { made: turned.map(({ made }) => made), json: turned.map(({ json }) => json) };
  }

  function record(expected: RecordPlan, given: object): Turned {
    const expectedFor = (name: string) => (isNameOf(expected, name) ? undefined : describe(expected));
    return deeper(() => members(Object.entries(given), () => expected.values, expectedFor));
  }

  /**
   * Turns members; one that is `undefined` is not there.
   *
   * @param expectedFor - what is expected in place of a name that may not be there
   */
  function members(
    entries: readonly [string, unknown][],
    planOf: (name: string) => Plan,
    expectedFor: (name: string) => string | undefined = () => undefined,
  ): Turned & { made: Record<string, unknown>; json: Record<string, unknown> } {
    const made = {};
    const json = {};
    for (const [name, given] of entries) {
      if (given === undefined || isOver()) continue;
      path.push(name);
      const instead = expectedFor(name) ?? (isText(name) ? undefined : WRITABLE_NAME);
      const turned = instead === undefined ? visit(planOf(name), given) : refuse(instead);
      path.pop();
      setMember(made, name, turned.made);
      setMember(json, name, turned.json);
    }
    return { made, json };
  }

  /**
   * Turns members whose keys may be whatever CBOR can hold.
   *
   * @param own - the declared ones
   * @param turned - what became of them
   */
  function anyMembers(
    expected: AnyPlan,
    given: object,
    own: readonly Member[],
    { made, json }: { made: Record<string, unknown>; json: Record<string, unknown> },
  ): Turned {
    const declared = own.map(({ name }) => name);
    const ownKeys = new Set(own.map(({ key }) => sameness(write(anyPlan, key), 0)));
    const seen = new Set<string>();
    for (const [index, [key, value]] of undeclaredOf(given, declared, form.side === MEMORY).entries()) {
      if (isOver()) break;
      const before = told;
      const isFit = visit(expected, key, 1) !== NOTHING;
      if (isOver()) break;
      const name = isFit ? nameOf(key) : undefined;
      if (name !== undefined) path.push(name);
      const isOwn = name !== undefined && !declared.includes(name) && !Object.hasOwn(made, name);
      const identity = told === before ? sameness(write(anyPlan, key), 0) : undefined;
      const isDeclared = identity !== undefined && ownKeys.has(identity);
      if (inJson && (!isOwn || isDeclared)) invalid(NAMEABLE_KEY);
      if (!inJson && identity !== undefined) {
        if (isDeclared || seen.has(identity)) invalid(EACH_KEY_ONCE, REPEATED_KEY);
        seen.add(identity);
      }
      const turned = visit(expected, value, 1);
      if (name !== undefined) path.pop();
      // It is counted, under a name that no member has.
      setMember(json, isOwn ? name : `\ud800${index}`, turned.json);
      if (isOwn) setMember(made, name, turned.made);
    }
    return { made, json };
  }

  /** What a key is called in JSON, if it is one of a member with a name. */
  function nameOf(key: unknown): string | undefined {
    if (key instanceof Float) return Number.isFinite(Number(key)) ? `${key}` : undefined;
    if (
      typeof key === "object" &&
      key !== null &&
      (Array.isArray(key) || isPlainObject(key) || key instanceof Tag)
    ) {
      return undefined;
    }
    return keyName(write(anyPlan, key), 0);
  }

  function invalid(expected: string, found?: string): void {
    faults.add({ code: "invalid", expected, found, instancePath: pointer(path, written), position });
  }

  /** A tag is an item of its own, and a level. */
  function tag(expected: AnyPlan, { tag: number, content }: Tag): Turned | undefined {
    const json = tagNumber(number);
    if (json === undefined) return undefined;
    return deeper(() => {
      const { made } = visit(expected, content, 1);
      const turned = { tag: json, value: made };
      return { made: turned, json: turned };
    });
  }

  /** A member whose name may not be there counts as one all the same. */
  function refuse(instead: string, more?: number): Turned {
    return count(more) ? unexpected(instead, ANOTHER_NAME) : NOTHING;
  }

  function branch(expected: UnionPlan, given: unknown): Turned {
    const found = chooseBranch(expected, kindOf(given), form.side, ({ member, values }) => {
      const clue = ownMember(given as object, member.name);
      return values === undefined ? clue !== undefined : values.includes(clue as LiteralValue);
    });
    if (found === undefined) return noBranch(expected, given);
    const here = [...path];
    const turned = turn(found, given);
    chosen.push({ branch: found, path: here, json: turned.json });
    return turned;
  }

  function noBranch(expected: UnionPlan, given: unknown): Turned {
    const telling = tellingMember(cluesOf(expected, kindOf(given), form.side));
    if (telling === undefined) return misfit(expected, given);
    const clue = ownMember(given as object, telling.name);
    if (clue === undefined && Array.isArray(given)) return misfit(expected, given);
    if (clue === undefined) return unexpected(requiredMember(telling), NO_SUCH_MEMBER);
    path.push(telling.name);
    const turned = misfit(telling.value, clue);
    path.pop();
    return turned;
  }

  return { ...visit(plan, value), faults, chosen };
}

function isNameOf(plan: RecordPlan, name: string): boolean {
  if (plan.keys === "integer") return isIntegerName(name);
  return isText(name) && new RegExp(plan.pattern, "u").test(name);
}

/** A JSON value without members that are `undefined`, which are not there. */
function present(given: unknown): unknown {
  if (!isPlainObject(given)) return given;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
