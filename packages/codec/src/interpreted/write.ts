import { MAJOR, SIMPLE } from "../cbor/head.ts";
import type { Limits } from "../cbor/limits.ts";
import { createWriter, type Writer } from "../cbor/write.ts";
import { branchOf, structs } from "../json/convert.ts";
import { isBytes, keptValue, ownMember } from "../json/kinds.ts";
import { membersIn, tableOf } from "../json/members.ts";
import { declaredIn } from "../json/undeclared.ts";
import { MEMORY } from "../plan/kinds.ts";
import {
  anyPlan,
  type EmbeddedPlan,
  itemOf,
  type ObjectPlan,
  type Plan,
  type RecordPlan,
  type TuplePlan,
  undescribedIn,
} from "../plan/plan.ts";
import { baseOfValue } from "../plan/union.ts";
import { Float, Simple, Tag } from "../undeclared.ts";

/**
 * Writes a value that has been checked against its plan: preferred serialization, members in declared order.
 *
 * @throws CodecError `limit` when the payload is larger than it may be
 */
export function write(plan: Plan, value: unknown, limits: Limits): Uint8Array<ArrayBuffer> {
  const writer = createWriter(limits.bytes);
  item(writer, plan, value);
  return writer.finish();
}

function item(writer: Writer, plan: Plan, value: unknown): void {
  switch (plan.kind) {
    case "integer":
    case "wide-integer":
      return writer.integer(value as number | bigint);
    case "number":
      if (plan.width !== undefined) return writer.wideFloat(value as number, plan.width);
      return writer.shortest(value as number);
    case "array":
      return items(writer, () => plan.items, value as unknown[]);
    case "tuple":
      // An array that has become longer since it was judged is refused once it is read again.
      return items(writer, (index) => itemOf(plan, index) ?? anyPlan, itemsOf(plan, value));
    case "object":
      return object(writer, plan, value as object);
    case "record":
      return record(writer, plan, value as object);
    case "tagged":
      if (plan.optional !== "omitted") writer.head(MAJOR.tag, plan.tag);
      return item(writer, plan.content, plan.keep ? keptValue(value, plan.tag) : value);
    case "embedded":
      return writer.bytes(embedded(plan, value));
    case "literal":
      // A literal 0 is the integer, whichever zero the value has.
      return any(writer, Object.is(value, -0) ? 0 : value);
    case "union":
      return item(writer, branchOf(plan, value, MEMORY) as Plan, value);
    case "view":
      return item(writer, baseOfValue(plan, value), plan.view.toWire(value));
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

function embedded({ content, zeroLengthMap }: EmbeddedPlan, value: unknown): Uint8Array {
  const inner = createWriter();
  item(inner, content, value);
  const bytes = inner.finish();
  // A map of one byte has no members.
  return zeroLengthMap && bytes.length === 1 ? new Uint8Array() : bytes;
}

function items(writer: Writer, planOf: (index: number) => Plan, values: readonly unknown[]): void {
  writer.head(MAJOR.array, values.length);
  for (const [index, value] of values.entries()) item(writer, planOf(index), value);
}

function itemsOf({ names }: TuplePlan, value: unknown): unknown[] {
  return (names ? structs.itemsOf?.(names, value as object) : value) as unknown[];
}

function object(writer: Writer, plan: ObjectPlan, value: object): void {
  const present = plan.members.filter((member) => ownMember(value, member.name) !== undefined);
  const declared = declaredIn(plan);
  const others = membersIn(value, declared, undescribedIn(plan) && tableOf(value));
  writer.head(MAJOR.map, present.length + others.length / 2);
  for (const member of present) {
    writeKey(writer, member.key);
    item(writer, member.value, ownMember(value, member.name));
  }
  for (let index = 0; index < others.length; index += 2) {
    any(writer, others[index]);
    item(writer, plan.additional as Plan, others[index + 1]);
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

const NONE: ReadonlySet<string> = new Set();

/** A value by what it is: literals and scalars, and all that no schema describes. */
function any(writer: Writer, value: unknown): void {
  if (value === null) writer.simple(SIMPLE.null);
  else if (typeof value === "boolean") writer.simple(value ? SIMPLE.true : SIMPLE.false);
  else if (typeof value === "number") writer.number(value);
  else if (typeof value === "bigint") writer.integer(value);
  else if (typeof value === "string") writer.text(value);
  else if (isBytes(value)) writer.bytes(value);
  else if (value instanceof Float) float(writer, value, Number(value));
  else if (value instanceof Simple) writer.head(MAJOR.simple, value.value);
  else if (value instanceof Tag) {
    writer.head(MAJOR.tag, value.tag);
    any(writer, value.content);
  } else if (Array.isArray(value)) {
    writer.head(MAJOR.array, value.length);
    for (const element of value) any(writer, element);
  } else {
    const parts = membersIn(value as object, NONE, tableOf(value as object));
    writer.head(MAJOR.map, parts.length / 2);
    for (const part of parts) any(writer, part);
  }
}

function float(writer: Writer, { nan }: Float, value: number): void {
  if (nan === undefined) writer.float(value);
  else writer.nan(nan);
}
