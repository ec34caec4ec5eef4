import { diagnoseLeaf } from "../cbor/diagnostic.ts";
import { BREAK, bigArgument, INDEFINITE, infoOf, MAJOR, majorOf } from "../cbor/head.ts";
import { keyName } from "../cbor/key.ts";
import { kindAt } from "../cbor/kind.ts";
import { defaultLimits, type Limits, resolveLimits } from "../cbor/limits.ts";
import { endOf, headEnd, itemsInside } from "../cbor/tolerant.ts";
import { type Issue, isCodecError, issue } from "../error.ts";
import { faultsIn } from "../interpreted/interpreted.ts";
import { isKeyOf } from "../interpreted/keys.ts";
import { undeclaredPlan } from "../interpreted/map.ts";
import { asPayload } from "../json/kinds.ts";
import { pointer } from "../json/pointer.ts";
import { HIDDEN } from "../json/to-json.ts";
import { anyPlan, bare, holdsViews, itemOf, type Member, type Plan, type UnionPlan } from "../plan/plan.ts";
import { readPlan } from "../plan/read-plan.ts";
import { baseOfKind } from "../plan/union.ts";
import { branchIn } from "./inspect-union.ts";
import type { Message } from "./message.ts";

/** One data item, or the break that ends one, with the field it belongs to. */
export interface InspectedItem {
  readonly offset: number;
  /** Bytes of the whole item, those inside it included; as many as there are where the payload ends too early. */
  readonly length: number;
  /** Bytes of its head alone. */
  readonly headLength: number;
  /** How many arrays, maps and tags it lies in. */
  readonly depth: number;
  /** What it is to the item around it. */
  readonly role: "root" | "item" | "key" | "value" | "content" | "break";
  /** `integer`, `bytes`, `text`, `array`, `map`, `tag 64`, `float`, `boolean`, `null`, …, or `break`. */
  readonly kind: string;
  /** Diagnostic notation (RFC 8949 §8); of arrays, maps and tags only what the head says, such as `map(4)`. */
  readonly diagnostic: string;
  /** JSON Pointer to the value; a key has that of its value. */
  readonly instancePath: string;
  /** Whether the value is to be hidden; `diagnostic` then is `[hidden]`, unless asked otherwise. */
  readonly sensitive: boolean;
  readonly unit?: string;
  readonly description?: string;
}

/** What a payload holds, byte for byte. */
export interface Inspection {
  readonly items: readonly InspectedItem[];
  /** The first fault, if any: that of `decode`, or of `cborToJson` where no message is given. */
  readonly fault?: Issue;
}

/** How to inspect. */
export interface InspectOptions {
  /** Shows sensitive values. */
  readonly reveal?: boolean;
  readonly limits?: Partial<Limits>;
}

/**
 * Lists the data items of a payload, right or wrong, with their place, their diagnostic notation and the fields they
 * belong to. A bad payload is no error here: what cannot be read ends the list, and `fault` tells why.
 */
export function inspect(payload: Uint8Array, message?: Message, options: InspectOptions = {}): Inspection {
  const limits =
    options.limits === undefined ? (message?.limits ?? defaultLimits) : resolveLimits(options.limits);
  asPayload(payload, "inspect");
  const plan = message === undefined ? anyPlan : readPlan(message.schema);
  const fault = faultOf(payload, plan, message, message?.limits ?? limits);
  if (payload.length > limits.bytes) return { items: [], ...(fault && { fault }) };
  const items = list(payload, plan, limits, options.reveal ?? false);
  return { items, ...(fault && { fault: located(fault, items, payload.length) }) };
}

function faultOf(
  payload: Uint8Array,
  plan: Plan,
  message: Message | undefined,
  limits: Limits,
): Issue | undefined {
  try {
    // A view may be known to the message alone.
    if (message === undefined || !holdsViews(plan)) return faultsIn(plan, payload, limits)?.issues[0];
    message.decode(payload);
    return undefined;
  } catch (error) {
    if (isCodecError(error)) return error.issues[0];
    throw error;
  }
}

/** Tells of a fault in the bytes themselves which field they belong to. */
function located(fault: Issue, items: readonly InspectedItem[], length: number): Issue {
  if (fault.instancePath !== undefined || fault.offset === undefined) return fault;
  const [root] = items;
  const isBehind = root !== undefined && fault.offset >= root.length && root.length < length;
  const before = isBehind ? root : items.findLast((item) => item.offset <= (fault.offset as number));
  return issue({ ...fault, instancePath: before?.instancePath ?? "" });
}

type Draft = { -readonly [Key in keyof InspectedItem]: InspectedItem[Key] };

/** Lists items in the order of their heads until one cannot be read. */
function list(payload: Uint8Array, plan: Plan, limits: Limits, reveal: boolean): InspectedItem[] {
  const items: Draft[] = [];
  const branches = new Map<UnionPlan, Map<string, Plan | undefined>>();
  /** The pointer to the value at hand: put together once, and not for each of the items in it. */
  let instancePath = "";
  // Inside of what is sensitive everything is, keys and what does not fit the schema too.
  let hidden = false;

  /** Lists an item with all inside it; answers where it ends, or `undefined` when the list is over. */
  function visit(given: Plan, offset: number, role: Draft["role"], depth: number): number | undefined {
    const head = headEnd(payload, offset);
    if (head === undefined || depth > limits.depth || items.length >= limits.items) return undefined;
    const kind = kindAt(payload, offset);
    const expected = bare(given, kind);
    const target = targetOf(expected, offset, kind);
    const item: Draft = {
      offset,
      length: payload.length - offset,
      headLength: head - offset,
      depth,
      role,
      kind,
      diagnostic: "…",
      instancePath,
      sensitive: hidden || (role !== "key" && (expected.sensitive || target.sensitive)),
    };
    if (role !== "key") addWords(item, expected, target);
    items.push(item);
    const before = hidden;
    hidden = item.sensitive;
    const end = inside(target, offset, head, item);
    hidden = before;
    if (item.sensitive && !reveal) item.diagnostic = HIDDEN;
    if (end !== undefined) item.length = end - offset;
    return end;
  }

  /** What is on the wire of a view, of a union the branch, and what stands behind a tag that has been left out. */
  function targetOf(given: Plan, offset: number, kind: string): Plan {
    const expected = bare(given, kind);
    if (expected.kind === "view") return expected.of[baseOfKind(expected, kind)] ?? anyPlan;
    if (expected.kind !== "union") return expected;
    return targetOf(branchOf(expected, offset, kind) ?? anyPlan, offset, kind);
  }

  /** Of maps, it takes their members to tell the branch, but of all else the kind: a union may have many branches. */
  function branchOf(union: UnionPlan, offset: number, kind: string): Plan | undefined {
    if (kind === "map") return branchIn(union, payload, offset, limits);
    const byKind = branches.get(union) ?? new Map<string, Plan | undefined>();
    branches.set(union, byKind);
    if (!byKind.has(kind)) byKind.set(kind, branchIn(union, payload, offset, limits));
    return byKind.get(kind);
  }

  function inside(expected: Plan, offset: number, head: number, item: Draft): number | undefined {
    const major = majorOf(payload[offset] as number);
    if (major >= MAJOR.array && major <= MAJOR.tag) {
      item.diagnostic = containerText(payload, offset);
      return contents(expected, offset, head, item.depth + 1);
    }
    const end = endOf(payload, offset, 1);
    if (end !== undefined) item.diagnostic = diagnoseLeaf(payload, offset);
    const isOne = expected.kind === "embedded" && infoOf(payload[offset] as number) !== INDEFINITE;
    // Only what is whole is shown inside out.
    if (isOne && end !== undefined && endOf(payload, head, limits.depth - item.depth - 1) === end) {
      item.diagnostic = `bytes(${end - head})`;
      if (visit(expected.content, head, "content", item.depth + 1) === undefined) return undefined;
    }
    return end;
  }

  function contents(expected: Plan, offset: number, head: number, depth: number): number | undefined {
    const indefinite = infoOf(payload[offset] as number) === INDEFINITE;
    const major = majorOf(payload[offset] as number);
    const count = indefinite ? Number.POSITIVE_INFINITY : itemsInside(payload, offset);
    let at: number | undefined = head;
    for (let index = 0; index < count; index += major === MAJOR.map ? 2 : 1) {
      if (indefinite && payload[at] === BREAK) return breakAt(at, depth);
      if (major === MAJOR.map) at = member(expected, at, depth);
      else if (major === MAJOR.tag) at = content(expected, at, depth);
      else {
        const outer = enter(`/${index}`);
        at = visit(itemPlan(expected, index), at, "item", depth);
        instancePath = outer;
      }
      if (at === undefined) return undefined;
    }
    return at;
  }

  function content(expected: Plan, offset: number, depth: number): number | undefined {
    const inner = expected.kind === "tagged" ? expected.content : anyPlan;
    const outer = enter(expected.kind === "tagged" && expected.keep ? "/value" : "");
    const end = visit(inner, offset, "content", depth);
    instancePath = outer;
    return end;
  }

  function member(expected: Plan, key: number, depth: number): number | undefined {
    const end = endOf(payload, key, limits.depth - depth);
    if (end === undefined) return visit(anyPlan, key, "key", depth);
    const kind = kindAt(payload, key);
    const name = keyName(payload, key)?.toWellFormed() ?? "?";
    const declared = memberOf(expected, kind, name);
    const value = declared?.value ?? undeclaredPlan(expected, kind, name) ?? anyPlan;
    const outer = enter(pointer([declared?.name ?? name]));
    visit(anyPlan, key, "key", depth);
    const behind = visit(value, end, "value", depth);
    instancePath = outer;
    return behind;
  }

  /** Goes on to what is inside; answers the pointer to go back to. */
  function enter(part: string): string {
    const outer = instancePath;
    instancePath += part;
    return outer;
  }

  function breakAt(offset: number, depth: number): number {
    items.push({
      offset,
      length: 1,
      headLength: 1,
      depth,
      role: "break",
      kind: "break",
      diagnostic: "break",
      instancePath,
      sensitive: false,
    });
    return offset + 1;
  }

  visit(plan, 0, "root", 0);
  return items;
}

/** The plan of an item in an array. */
function itemPlan(plan: Plan, index: number): Plan {
  if (plan.kind === "array") return plan.items;
  return (plan.kind === "tuple" ? itemOf(plan, index) : undefined) ?? anyPlan;
}

/** The declared member that a key of this kind and name stands for. */
function memberOf(plan: Plan, kind: string, name: string): Member | undefined {
  return plan.kind === "object" ? plan.members.find((member) => isKeyOf(member, kind, name)) : undefined;
}

/** The unit and description of a field may stand at the union or at the branch. */
function addWords(item: Draft, expected: Plan, target: Plan): void {
  for (const word of ["unit", "description"] as const) {
    const said = expected.schema[word] ?? target.schema[word];
    if (said !== undefined) item[word] = said as string;
  }
}

const containers = { [MAJOR.array]: "array", [MAJOR.map]: "map", [MAJOR.tag]: "tag" };

/** What the head of an array, a map or a tag says; `*` is an indefinite length. */
function containerText(payload: Uint8Array, offset: number): string {
  const initial = payload[offset] as number;
  const info = infoOf(initial);
  // Most are short, and a bigint takes the longest of all that is asked for here.
  const count = info < 24 ? info : info === INDEFINITE ? "*" : bigArgument(payload, offset);
  return `${containers[majorOf(initial) as 4 | 5 | 6]}(${count})`;
}
