import { MAJOR, SIMPLE } from "../cbor/head.ts";
import type { Limits } from "../cbor/limits.ts";
import { createWriter, type Writer } from "../cbor/write.ts";
import { errorOf } from "../faults.ts";
import { isBytes, kindOf, ownMember } from "../json/kinds.ts";
import { undeclaredIn } from "../json/undeclared.ts";
import { MEMORY } from "../plan/kinds.ts";
import {
  type LiteralValue,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type UnionPlan,
  undescribedIn,
} from "../plan/plan.ts";
import { chooseBranch } from "../plan/union.ts";
import { atMost } from "../sentences.ts";
import { Float, Simple, Tag } from "../undeclared.ts";

/**
 * Writes a value that has been checked against its plan: preferred serialization, members in declared order.
 *
 * @throws CodecError `limit` when the payload is larger than it may be
 */
export function write(plan: Plan, value: unknown, limits: Limits): Uint8Array<ArrayBuffer> {
  const writer = createWriter();
  item(writer, plan, value);
  const payload = writer.finish();
  if (payload.length > limits.bytes) {
    const expected = atMost(limits.bytes, "bytes");
    throw errorOf({ code: "limit", expected, found: `${payload.length}`, instancePath: "" });
  }
  return payload;
}

function item(writer: Writer, plan: Plan, value: unknown): void {
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
      return writer.integer(value as number | bigint);
    case "number":
      return number(writer, value as number, plan.width);
    case "array":
      return items(writer, () => plan.items, value as unknown[]);
    case "tuple":
      return items(writer, (index) => plan.items[index] as Plan, value as unknown[]);
    case "object":
      return object(writer, plan, value as object);
    case "record":
      return record(writer, plan, value as object);
    case "tagged":
      writer.head(MAJOR.tag, plan.tag);
      return item(writer, plan.content, value);
    case "literal":
      // A literal 0 is the integer, whichever zero the value has.
      return any(writer, Object.is(value, -0) ? 0 : value);
    case "union":
      return item(writer, branchOf(plan, value), value);
    case "text":
    case "bytes":
    case "boolean":
    case "null":
    case "any":
      return any(writer, value);
    default:
      plan satisfies never;
  }
}

/** −0 is kept: as an integer it would be 0. */
function number(writer: Writer, value: number, width?: 32 | 64): void {
  if (width !== undefined) writer.wideFloat(value, width);
  else if (Number.isSafeInteger(value) && !Object.is(value, -0)) writer.integer(value);
  else writer.float(value);
}

function items(writer: Writer, planOf: (index: number) => Plan, values: readonly unknown[]): void {
  writer.head(MAJOR.array, values.length);
  for (const [index, value] of values.entries()) item(writer, planOf(index), value);
}

function object(writer: Writer, plan: ObjectPlan, value: object): void {
  const present = plan.members.filter((member) => ownMember(value, member.name) !== undefined);
  const declared = new Set(plan.members.map((member) => member.name));
  const others = undescribedIn(plan)
    ? undeclaredIn(value, declared)
    : membersOf(value).filter(([name]) => !declared.has(name));
  writer.head(MAJOR.map, present.length + others.length);
  for (const member of present) {
    writeKey(writer, member.key);
    item(writer, member.value, ownMember(value, member.name));
  }
  for (const [key, other] of others) {
    any(writer, key);
    item(writer, plan.additional as Plan, other);
  }
}

function record(writer: Writer, plan: RecordPlan, value: object): void {
  const entries = membersOf(value);
  writer.head(MAJOR.map, entries.length);
  for (const [name, member] of entries) {
    writeKey(writer, plan.keys === "integer" ? Number(name) : name);
    item(writer, plan.values, member);
  }
}

/** Writes the key of a member. */
export function writeKey(writer: Writer, name: string | number): void {
  if (typeof name === "number") writer.integer(name);
  else writer.text(name);
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function branchOf(plan: UnionPlan, value: unknown): Plan {
  return chooseBranch(plan, kindOf(value), MEMORY, ({ member, values }) => {
    const clue = ownMember(value as object, member.name);
    return values === undefined ? clue !== undefined : values.includes(clue as LiteralValue);
  }) as Plan;
}

const NONE: ReadonlySet<string> = new Set();

/** A value by what it is: literals and scalars, and all that no schema describes. */
function any(writer: Writer, value: unknown): void {
  if (value === null) writer.simple(SIMPLE.null);
  else if (typeof value === "boolean") writer.simple(value ? SIMPLE.true : SIMPLE.false);
  else if (typeof value === "number") number(writer, value);
  else if (typeof value === "bigint") writer.integer(value);
  else if (typeof value === "string") writer.text(value);
  else if (isBytes(value)) writer.bytes(value);
  else if (value instanceof Float) float(writer, value);
  else if (value instanceof Simple) writer.head(MAJOR.simple, value.value);
  else if (value instanceof Tag) {
    writer.head(MAJOR.tag, value.tag);
    any(writer, value.content);
  } else if (Array.isArray(value)) {
    writer.head(MAJOR.array, value.length);
    for (const element of value) any(writer, element);
  } else {
    const entries = undeclaredIn(value as object, NONE);
    writer.head(MAJOR.map, entries.length);
    for (const entry of entries) for (const part of entry) any(writer, part);
  }
}

function float(writer: Writer, value: Float): void {
  if (value.bits === undefined) writer.float(Number(value));
  else writer.nan(value.bits);
}
