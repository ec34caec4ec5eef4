import type { CodecErrorCode } from "../error.ts";
import type { Limits } from "../item/limits.ts";
import { isBytes, kindOf, ownMember } from "../json/kinds.ts";
import { describe, foundInstead, missingMember, noSuchMember } from "../schema/describe.ts";
import type { Member, Plan, UnionPlan } from "../schema/plan.ts";
import { toBase64 } from "./base64.ts";
import { type Fault, fail, throwIfAny } from "./fault.ts";
import { fitsBounds, isIntegerName, isText, kindsOf, matches, type Source, scalarOf } from "./fit.ts";
import { type Item, narrow } from "./item.ts";
import { ARRAY, MAP, TAG, type Writer } from "./write.ts";

/** What a walk is to do. */
export interface Walk {
  readonly source: Source;
  readonly limits: Limits;
  /** The payload, where that is the source. */
  readonly payload?: Uint8Array;
  /** Answers the JSON form and not the value in memory. */
  readonly toJson?: boolean;
  /** What to put in place of whatever is sensitive; nothing is checked then. */
  readonly hidden?: string;
  /** Is given what fits. */
  readonly writer?: Writer;
}

/** A member of a map. */
interface Entry {
  /** What it is called in the value; `undefined` for a key that JSON has no name for. */
  readonly name: string | undefined;
  readonly item: Item;
  /** The declared member that it is. */
  readonly member?: Member | undefined;
  /** Its key in the payload. */
  readonly key?: Item;
  /** Whether it has been refused already. */
  readonly isRefused?: boolean;
}

/** A value as an item; what it holds is made items of when the walk comes to it. */
function itemOf(value: unknown): Item {
  return { kind: kindOf(value), value, items: [] };
}

/**
 * Goes through an item beside its plan, checks it and answers it in another form. Items of a payload, values in memory
 * and JSON values all go this way.
 *
 * @throws CodecError when something does not fit
 */
export function walk(root: Plan, given: unknown, { source, limits, payload, toJson, hidden, writer }: Walk): unknown {
  const isCbor = source === "cbor";
  const faults: Fault[] = [];
  let visits = 0;
  let count = 0;
  let depth = 0;
  /** How many items or members the array or map has that was just passed. */
  let size = 0;

  function note(
    code: CodecErrorCode,
    position: number,
    instancePath: string,
    expected: Plan | string,
    found?: string,
  ): void {
    faults.push({
      code,
      position,
      words: () => ({
        code,
        expected: typeof expected === "string" ? expected : describe(expected),
        ...(found === undefined ? {} : { found }),
        ...(isCbor ? { offset: position } : {}),
        instancePath,
      }),
    });
  }

  /** Counts a value, with its name and its tag, and answers its place in the order of reading. */
  function enter(plan: Plan, item: Item, path: string, isMember: boolean): number {
    if (isCbor) return item.offset as number;
    count += (isMember ? 2 : 1) + (plan.kind === "tagged" ? 1 : 0);
    if (count > limits.items) {
      fail({ code: "limit", expected: `at most ${limits.items} data items`, instancePath: path });
    }
    return ++visits;
  }

  /** Runs `inside` one level deeper. Those of a payload have been counted. */
  function deeper<T>(path: string, inside: () => T): T {
    if (++depth > limits.depth && !isCbor) {
      fail({ code: "limit", expected: `at most ${limits.depth} levels`, instancePath: path });
    }
    const result = inside();
    depth--;
    return result;
  }

  function visit(plan: Plan, item: Item, path: string, isMember = false): unknown {
    const position = enter(plan, item, path, isMember);
    return item.bad === undefined ? fit(plan, item, path, position) : refuse(item, path);
  }

  /** @param told - what a fault says was expected: in a payload the union, not the branch that seemed to be meant */
  function fit(plan: Plan, item: Item, path: string, position: number, told = plan): unknown {
    if (hidden && plan.sensitive) return hidden;
    const { kind } = item;
    if (plan.kind === "union") {
      const branch = branchOf(plan, item);
      if (branch) return fit(branch, item, path, position, isCbor ? plan : branch);
    }
    if (plan.kind === "tagged") {
      if (!isCbor) {
        writer?.head(TAG, plan.tag);
        return deeper(path, () => fit(plan.content, item, path, position));
      }
      if (kind === `tag ${plan.tag}`) return visit(plan.content, item.items[0] as Item, path);
    }
    const value =
      kind === "array"
        ? array(plan, item, path)
        : kind === "map"
          ? map(plan, item, path, position)
          : scalar(plan, item);
    if (value === undefined) {
      note("unexpected", position, path, told, foundInstead(kind, kindsOf(told, source)));
      refuse(item, path);
    } else if (!hidden && !fitsBounds(plan, value, size)) note("unexpected", position, path, plan);
    return value;
  }

  function scalar(plan: Plan, item: Item): unknown {
    const value = scalarOf(plan, item, source);
    if (value !== undefined) writer?.scalar(value, plan);
    return toJson ? jsonOf(value) : value;
  }

  /** Answers `undefined` where the plan takes no such array. */
  function array(plan: Plan, item: Item, path: string): unknown[] | undefined {
    const items = isCbor ? item.items : (item.value as unknown[]);
    const { length } = items;
    const isTuple = plan.kind === "tuple";
    if (isTuple ? plan.items.length !== length : plan.kind !== "array" && plan.kind !== "any") return undefined;
    const planAt = (index: number) =>
      plan.kind === "array" ? plan.items : isTuple ? (plan.items[index] as Plan) : plan;
    writer?.head(ARRAY, length);
    return deeper(path, () => {
      const values: unknown[] = [];
      for (let index = 0; index < length; index++) {
        const each = isCbor ? (items[index] as Item) : itemOf(items[index]);
        values.push(visit(planAt(index), each, `${path}/${index}`));
      }
      size = length;
      return values;
    });
  }

  /** Answers `undefined` where the plan takes no map. */
  function map(plan: Plan, item: Item, path: string, position: number): object | undefined {
    return plan.kind === "object" || plan.kind === "record" || plan.kind === "any"
      ? deeper(path, () => members(item, path, plan, position))
      : undefined;
  }

  /** Passes the members of a map, declared ones first; without a plan only whether they are valid is told of. */
  function members(item: Item, path: string, plan?: Plan, position = 0): object {
    const declared = plan?.kind === "object" ? plan.members : [];
    const found = isCbor ? entriesOf(item, path, declared) : entriesOfValue(item.value as object, declared);
    const others = found.filter(({ member }) => !member);
    const present = declared.flatMap((member) => {
      const entry = found.find((one) => one.member === member);
      if (!entry && member.required) {
        const missing = missingMember(member);
        note("unexpected", position, path, missing.expected, missing.found);
      }
      return entry ?? [];
    });
    writer?.head(MAP, found.length);
    const values = [...present, ...others].map((entry) => [entry.name, memberValue(entry, path, plan)]);
    size = found.length;
    return Object.fromEntries(values);
  }

  /** Passes one member; `null` stands for one that is refused. */
  function memberValue(entry: Entry, parent: string, plan?: Plan): unknown {
    const { name, item, member, key } = entry;
    const path = at(parent, name);
    const undeclared = plan?.kind === "record" ? plan.values : plan?.kind === "object" ? plan.additional : plan;
    if (plan && !entry.isRefused) {
      const expected = member ? member.value : mayHave(plan, entry) ? undeclared : undefined;
      if (expected) {
        writer?.scalar(member ? member.key : plan.kind === "record" && plan.keys === "integer" ? Number(name) : name);
        return visit(expected, item, path, true) ?? null;
      }
      const position = key ? (key.offset as number) : enter(undeclared ?? plan, item, path, true);
      if (name === undefined) note("unexpected", position, path, "a key that JSON can hold", key?.kind);
      else note("unexpected", position, path, refusalOf(plan), key ? "another key" : "another name");
    }
    refuse(item, path);
    return null;
  }

  /** Whether a map may have this member, which it does not declare. */
  function mayHave(plan: Plan, { name, key }: Entry): boolean {
    if (name === undefined) return false;
    const isName = key ? key.kind === "text" : isText(name);
    if (plan.kind !== "record") {
      const isDeclared = plan.kind === "object" && plan.members.some((member) => member.name === name);
      return key ? !isDeclared : isName;
    }
    if (plan.keys === "text") return isName && matches(plan.pattern, name);
    return (!key || key.kind === "integer") && isIntegerName(name);
  }

  function refusalOf(plan: Plan): Plan | string {
    if (plan.kind === "record") return plan;
    return plan.kind === "object" && (isCbor || !plan.additional) ? noSuchMember(plan) : "a name without lone surrogates";
  }

  function entriesOf({ items }: Item, path: string, declared: readonly Member[]): Entry[] {
    const seen = new Set<string>();
    const entries: Entry[] = [];
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index] as Item;
      const item = items[index + 1] as Item;
      refuse(key, path);
      const member = declared.find((one) => isKeyOf(key, one));
      const name = member ? member.name : nameOf(key);
      const known = name ?? `\ud800${toBase64((payload as Uint8Array).subarray(key.offset, item.offset))}`;
      const isWhole = key.kind === "array" || key.kind === "map";
      const isRefused = isWhole || seen.has(known);
      if (isWhole) note("invalid", key.offset as number, path, "a key that JSON can hold", key.kind);
      else if (isRefused) {
        const found = "a key that repeats one before it, or becomes the same in JSON";
        note("invalid", key.offset as number, at(path, name), "each key once", found);
      } else seen.add(known);
      entries.push({ name, item, key, isRefused, member: isRefused ? undefined : member });
    }
    return entries;
  }

  function branchOf(plan: UnionPlan, item: Item): Plan | undefined {
    if (item.kind === "map" && plan.clues.length > 0) {
      const clue = plan.clues.find(({ member, values }) => {
        const one = memberOf(item, member);
        return one && (!values || scalarOf(member.value, one, source) !== undefined);
      });
      return clue && plan.branches[clue.branch];
    }
    return plan.branches.find(
      (branch) => branch.kind === "any" || kindsOf(branch, source).includes(item.kind),
    );
  }

  /** Tells what is invalid in an item that is refused. */
  function refuse(item: Item, path: string): void {
    if (item.bad !== undefined) note("invalid", item.bad, path, "valid UTF-8", "other bytes");
    if (isCbor && item.kind === "map") members(item, path);
    else item.items.forEach((each, index) => refuse(each, item.kind === "array" ? `${path}/${index}` : path));
  }

  const value = visit(root, isCbor ? (given as Item) : itemOf(given), "");
  throwIfAny(faults);
  return value;
}

/** The way to a member, as a JSON Pointer. */
function at(path: string, name: string | undefined): string {
  return name === undefined ? path : `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The members of an object by what is their own: declared ones, and others as they come. */
function entriesOfValue(value: object, declared: readonly Member[]): Entry[] {
  const known = declared.map((member) => ({ name: member.name, member, value: ownMember(value, member.name) }));
  const others = Object.entries(value)
    .filter(([name]) => !declared.some((member) => member.name === name))
    .map(([name, other]) => ({ name, value: other, member: undefined }));
  return [...known, ...others]
    .filter((one) => one.value !== undefined)
    .map(({ name, member, value: own }) => ({ name, member, item: itemOf(own) }));
}

/** The declared member of a map. */
function memberOf(map: Item, member: Member): Item | undefined {
  if (map.offset === undefined) {
    const value = ownMember(map.value as object, member.name);
    return value === undefined ? undefined : itemOf(value);
  }
  return map.items[map.items.findIndex((key, index) => index % 2 === 0 && isKeyOf(key, member)) + 1 || -1];
}

function isKeyOf({ kind, value }: Item, { key }: Member): boolean {
  return kind === (typeof key === "number" ? "integer" : "text") && String(key) === String(value);
}

/** What a key is called in JSON; `undefined` for one that JSON has no name for. */
function nameOf({ kind, value }: Item): string | undefined {
  if (kind === "bytes") return toBase64(value as Uint8Array);
  return value === undefined || (kind === "float" && !Number.isFinite(value)) ? undefined : String(value);
}

/** The JSON form of a value that holds no others. */
function jsonOf(value: unknown): unknown {
  if (typeof value === "bigint") return typeof narrow(value) === "number" ? Number(value) : String(value);
  if (isBytes(value)) return toBase64(value);
  return value === 0 ? 0 : value;
}
