/**
 * Payloads that must be refused, made from a good one of any message: one for each class of error, each wrong as near to
 * its end as can be.
 *
 * @module
 */
import type { Case } from "./case.ts";
import type { Broken } from "./errors.ts";
import { type Item, readItems } from "./items.ts";

/** Deeper than any limit that a message of the corpus has. */
const NESTED = 24;
/** Items of which no schema takes all: null, true, −1, an empty text. */
const wrongKinds = [0xf6, 0xf5, 0x20, 0x60];

/** One payload of each class. */
export function refusals(one: Case): Broken[] {
  const payload = one.message.encode(one.value);
  const whole = readItems(payload);
  const last = leaves(whole).at(-1) as Item;
  const repeated = repeatedMember(payload, whole);
  return [
    { name: "truncated", code: "not-well-formed", payload: payload.slice(0, -1) },
    {
      name: "too deep",
      code: "limit",
      payload: replaced(payload, last, [...Array<number>(NESTED).fill(0x81), 0]),
    },
    {
      name: "invalid UTF-8",
      code: "invalid",
      payload: replaced(payload, last, [0x64, 0x61, 0x62, 0x63, 0xc3]),
    },
    ...(repeated === undefined ? [] : [{ name: "duplicate key", code: "invalid", payload: repeated }]),
    { name: "another kind", code: "unexpected", payload: otherKind(one, payload, whole) },
  ];
}

/** Items that hold no others. */
function leaves(item: Item): readonly Item[] {
  return item.inside.length === 0 ? [item] : item.inside.flatMap(leaves);
}

function replaced(payload: Uint8Array, { offset, bytes }: Item, by: readonly number[]): Uint8Array {
  return Uint8Array.of(...payload.subarray(0, offset), ...by, ...payload.subarray(offset + bytes.length));
}

/** The last item that its schema says anything of is one of another kind. */
function otherKind({ name, message }: Case, payload: Uint8Array, whole: Item): Uint8Array {
  for (const leaf of leaves(whole).toReversed()) {
    for (const kind of wrongKinds) {
      const other = replaced(payload, leaf, [kind]);
      const result = message.safeDecode(other);
      if (!result.ok && result.error.code === "unexpected") return other;
    }
  }
  throw new Error(`${name}: takes whatever there is`);
}

/** The payload with the last member of its last map twice; none, where there is no map with a member. */
function repeatedMember(payload: Uint8Array, whole: Item): Uint8Array | undefined {
  const map = maps(whole).at(-1);
  const [key, value] = map?.inside.slice(-2) ?? [];
  if (map === undefined || key === undefined || value === undefined) return undefined;
  const end = endOf(value);
  const begin = map.inside[0]?.offset as number;
  return Uint8Array.of(
    ...payload.subarray(0, map.offset),
    ...headOfMap(map.argument + 1),
    ...payload.subarray(begin, end),
    ...payload.subarray(key.offset, end),
    ...payload.subarray(end),
  );
}

function maps(item: Item): readonly Item[] {
  const here = item.major === 5 && item.inside.length > 0 ? [item] : [];
  return [...here, ...item.inside.flatMap(maps)];
}

function headOfMap(count: number): number[] {
  return count < 24 ? [0xa0 | count] : [0xb8, count];
}

function endOf(item: Item): number {
  const last = item.inside.at(-1);
  return last === undefined ? item.offset + item.bytes.length : endOf(last);
}
