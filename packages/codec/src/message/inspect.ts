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
import { CBOR, hasKind } from "../plan/kinds.ts";
import {
  anyPlan,
  bare,
  type EmbeddedPlan,
  holdsSecrets,
  holdsViews,
  itemOf,
  type Member,
  type Plan,
  stepsTo,
  type UnionPlan,
} from "../plan/plan.ts";
import { readAnyPlan } from "../plan/read-any-plan.ts";
import { baseOfKind } from "../plan/union.ts";
import { joinChunks, type Stretch } from "./inspect-chunks.ts";
import { branchIn } from "./inspect-union.ts";
import type { Message } from "./message.ts";

/** One data item, or the break that ends one, with the field it belongs to. */
export interface InspectedItem {
  readonly offset: number;
  /**
   * Bytes of the whole item, those inside it included, and heads of chunks between them; as many as there are where the
   * payload ends too early.
   */
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
  /**
   * Whether the value is to be hidden; `diagnostic` then is `[hidden]`, unless asked otherwise. In a message type with
   * something sensitive, what it has no place for is, too: the secret may be there.
   */
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
  const { reveal = false } = options;
  const limits =
    options.limits === undefined ? (message?.limits ?? defaultLimits) : resolveLimits(options.limits);
  asPayload(payload, "inspect");
  const plan = message === undefined ? anyPlan : readAnyPlan(message.schema);
  const fault = faultOf(payload, plan, message, message?.limits ?? limits);
  if (payload.length > limits.bytes) return { items: [], ...(fault && { fault }) };
  const items = list(payload, plan, limits, { reveal, isFaulty: fault !== undefined });
  return { items, ...(fault && { fault: located(fault, items, payload.length, reveal) }) };
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

/** Tells of a fault in the bytes themselves which field they belong to, and of one in a secret no key that is part of it. */
function located(fault: Issue, items: readonly InspectedItem[], length: number, reveal: boolean): Issue {
  if (fault.offset === undefined) return fault;
  const [root] = items;
  const isBehind = root !== undefined && fault.offset >= root.length && root.length < length;
  const before = isBehind ? root : items.findLast((item) => item.offset <= (fault.offset as number));
  // Another item may begin at the byte that a fault is at; a path that is listed names nothing that is hidden.
  const isListed = items.some(({ instancePath }) => instancePath === fault.instancePath);
  if (fault.instancePath !== undefined && (reveal || !before?.sensitive || isListed)) return fault;
  return issue({ ...fault, instancePath: before?.instancePath ?? "" });
}

type Draft = { -readonly [Key in keyof InspectedItem]: InspectedItem[Key] };

/** Lists items in the order of their heads until one cannot be read. */
function list(
  payload: Uint8Array,
  plan: Plan,
  limits: Limits,
  { reveal, isFaulty }: { readonly reveal: boolean; readonly isFaulty: boolean },
): InspectedItem[] {
  const items: Draft[] = [];
  /** The bytes at hand: the payload, or what a byte string of chunks in it holds. */
  let { bytes, place }: Stretch = { bytes: payload, place: (at) => at };
  /** The plan of what the message type has no place for: a fault may have brought a secret there. */
  const astray = { ...anyPlan, sensitive: isFaulty && holdsSecrets(plan) };
  const branches = new Map<UnionPlan, Map<string, Plan | undefined>>();
  /** The pointer to the value at hand: put together once, and not for each of the items in it. */
  let instancePath = "";
  // Inside of what is sensitive everything is, keys and what does not fit the schema too.
  let hidden = false;

  /** Lists an item with all inside it; answers where it ends, or `undefined` when the list is over. */
  function visit(given: Plan, offset: number, role: Draft["role"], depth: number): number | undefined {
    const head = headEnd(bytes, offset);
    if (head === undefined || depth > limits.depth || items.length >= limits.items) return undefined;
    const kind = kindAt(bytes, offset);
    const expected = bare(given, kind);
    const target = targetOf(expected, offset, kind);
    const item: Draft = {
      offset: place(offset),
      length: payload.length - place(offset),
      headLength: reach(offset, head),
      depth,
      role,
      kind,
      diagnostic: "…",
      instancePath,
      sensitive:
        hidden || expected.sensitive || target.sensitive || (role !== "key" && isAstray(target, kind)),
    };
    if (role !== "key") addWords(item, expected, target);
    items.push(item);
    const before = hidden;
    hidden = item.sensitive;
    const end = inside(target, offset, head, item);
    hidden = before;
    if (item.sensitive && !reveal) item.diagnostic = HIDDEN;
    if (end !== undefined) item.length = reach(offset, end);
    return end;
  }

  /** Whether an item may be a secret for want of a place of its own: what no schema describes is none. */
  function isAstray(target: Plan, kind: string): boolean {
    return astray.sensitive && (target.kind === "any" || !hasKind(target, kind, CBOR));
  }

  /** How far it is in the payload from a byte at hand to the end of another. */
  function reach(start: number, end: number): number {
    return place(end - 1) + 1 - place(start);
  }

  /** What is on the wire of a view, of a union the branch, and what stands behind a tag that has been left out. */
  function targetOf(given: Plan, offset: number, kind: string): Plan {
    const expected = bare(given, kind);
    if (expected.kind === "view") {
      return targetOf(expected.of[baseOfKind(expected, kind)] ?? astray, offset, kind);
    }
    if (expected.kind !== "union") return expected;
    return targetOf(branchOf(expected, offset, kind) ?? astray, offset, kind);
  }

  /** Of maps and arrays it takes what is in them to tell the branch, but of all else the kind: a union may have many branches. */
  function branchOf(union: UnionPlan, offset: number, kind: string): Plan | undefined {
    if (kind === "map" || kind === "array") return branchIn(union, bytes, offset, limits);
    const byKind = branches.get(union) ?? new Map<string, Plan | undefined>();
    branches.set(union, byKind);
    if (!byKind.has(kind)) byKind.set(kind, branchIn(union, bytes, offset, limits));
    return byKind.get(kind);
  }

  function inside(expected: Plan, offset: number, head: number, item: Draft): number | undefined {
    const major = majorOf(bytes[offset] as number);
    if (major >= MAJOR.array && major <= MAJOR.tag) {
      item.diagnostic = containerText(bytes, offset);
      return contents(expected, offset, head, item.depth + 1);
    }
    const end = endOf(bytes, offset, 1);
    if (end !== undefined && expected.kind === "embedded") return embedded(expected, offset, head, end, item);
    if (end !== undefined) item.diagnostic = diagnoseLeaf(bytes, offset);
    // What has no end may reach into a secret.
    else item.sensitive ||= astray.sensitive;
    return end;
  }

  /** Shows a byte string inside out, where what is in it is whole. */
  function embedded(
    { content }: EmbeddedPlan,
    offset: number,
    head: number,
    end: number,
    item: Draft,
  ): number | undefined {
    const depth = item.depth + 1;
    const around = { bytes, place };
    const isOne = infoOf(bytes[offset] as number) !== INDEFINITE;
    const within = isOne ? around : joinChunks(around, offset);
    const [start, stop] = isOne ? [head, end] : [0, within.bytes.length];
    if (endOf(within.bytes, start, limits.depth - depth) !== stop) {
      item.diagnostic = diagnoseLeaf(bytes, offset);
      item.sensitive ||= astray.sensitive;
      return end;
    }
    item.diagnostic = isOne ? `bytes(${stop - start})` : "bytes(*)";
    ({ bytes, place } = within);
    const last = visit(content, start, "content", depth);
    ({ bytes, place } = around);
    if (last === undefined) return undefined;
    if (!isOne) breakAt(end - 1, depth);
    return end;
  }

  function contents(expected: Plan, offset: number, head: number, depth: number): number | undefined {
    const indefinite = infoOf(bytes[offset] as number) === INDEFINITE;
    const major = majorOf(bytes[offset] as number);
    const count = indefinite ? Number.POSITIVE_INFINITY : itemsInside(bytes, offset);
    let at: number | undefined = head;
    for (let index = 0; index < count; index += major === MAJOR.map ? 2 : 1) {
      if (indefinite && bytes[at] === BREAK) return breakAt(at, depth);
      if (major === MAJOR.map) at = member(expected, at, depth);
      else if (major === MAJOR.tag) at = content(expected, at, depth);
      else {
        const steps = expected.kind === "tuple" ? stepsTo(expected, index) : [index];
        const outer = enter(pointer(steps));
        at = visit(itemPlan(expected, index) ?? astray, at, "item", depth);
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
    if (headEnd(bytes, key) === undefined) return undefined;
    const kind = kindAt(bytes, key);
    // What is no name may be a value.
    const plan = kind === "text" || kind === "integer" ? anyPlan : astray;
    const end = endOf(bytes, key, limits.depth - depth);
    if (end === undefined) return visit(plan, key, "key", depth);
    const name = keyName(bytes, key)?.toWellFormed() ?? "?";
    const declared = memberOf(expected, kind, name);
    const value = declared?.value ?? undeclaredPlan(expected, kind, name) ?? astray;
    const isSecret = (hidden || plan.sensitive) && !reveal;
    const outer = enter(pointer([declared?.name ?? (isSecret ? HIDDEN : name)]));
    visit(plan, key, "key", depth);
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
      offset: place(offset),
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

/** The plan of an item in an array; none of one that is too many. */
function itemPlan(plan: Plan, index: number): Plan | undefined {
  if (plan.kind === "array") return plan.items;
  return plan.kind === "tuple" ? itemOf(plan, index) : anyPlan;
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
