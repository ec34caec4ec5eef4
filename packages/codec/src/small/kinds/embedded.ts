import type { CodecError, Issue } from "../../error.ts";
import { CBOR } from "../../plan/kinds.ts";
import { atMost } from "../../sentences.ts";
import { exceeded, type Note } from "../walk/fault.ts";
import { type Item, parse } from "../walk/item.ts";
import type { Around, Kind } from "../walk/kind.ts";
import type { Walk } from "../walk/task.ts";
import { deeper, enter, fit, note, refuse, visit } from "../walk/walk.ts";
import { writeString } from "../walk/write.ts";

/** `Embedded`. What its byte string holds is a payload of its own, whose faults are told of the whole one. */
export const embedded: Kind<Around> = {
  $takes: (noun, side, { content }) =>
    side === CBOR ? noun === "bytes" : content.kind.$takes(noun, side, content),
  $pass(item, node, walk, path, position) {
    const { $side: side, $parts: parts } = walk;
    const { content, zeroLengthMap } = node;
    if (side === CBOR) {
      return item.$noun === "bytes"
        ? readInside(item, node, walk, path)
        : refuse(item, node, walk, path, position);
    }
    enter(item, walk, path);
    if (parts) walk.$parts = [];
    const value = deeper(walk, path, () => fit(item, content, walk, path, position));
    if (parts) {
      const inside = walk.$parts as number[];
      walk.$parts = parts;
      // A map of one byte has no members.
      writeString(parts, 2, new Uint8Array(zeroLengthMap && inside.length < 2 ? [] : inside));
    }
    return value;
  },
};

function readInside({ $scalar, $start }: Item, { content, zeroLengthMap }: Around, walk: Walk, path: string) {
  const { $limits: limits, $payload: payload, $level: around } = walk;
  const { depth, items } = limits;
  const $level = around + 1;
  const isEmptyMap = zeroLengthMap && ($scalar as Uint8Array).length === 0;
  const $payload = isEmptyMap ? new Uint8Array([0xa0]) : ($scalar as Uint8Array);
  const outer = (offset: number) => (isEmptyMap ? $start : placeOf(payload as Uint8Array, $start, offset));
  if ($level > depth) return note(walk, $start, path, atMost(depth, "levels"), undefined, "limit");
  let inside: Item;
  try {
    inside = parse($payload, { ...limits, depth: depth - $level });
  } catch (error) {
    const { code, expected, found, offset } = (error as CodecError).issues[0] as Issue;
    const isLimit = code === "limit";
    const most = isLimit && expected.endsWith("levels") ? atMost(depth, "levels") : expected;
    return noteInside(walk, outer(offset as number), 0, path, most, found, isLimit ? code : "invalid");
  }
  walk.$held = (walk.$held || countItems(payload as Uint8Array)) + countItems($payload);
  if (walk.$held > items) throw exceeded(items, "data items", { offset: 0 });
  const within: Walk = { ...walk, $notes: [], $payload, $level };
  const value = visit(inside, content, within, path);
  walk.$held = within.$held;
  for (const { $position, offset = 0, instancePath = "", expected, found, code } of within.$notes)
    noteInside(walk, outer(offset), $position - offset, instancePath, expected, found, code);
  return value ?? null;
}

/** What is noted of a fault beside its place. */
type Told = Parameters<typeof note> extends [unknown, unknown, ...infer Words] ? Words : never;

/**
 * Notes a fault in the bytes of a string. Where these end, what comes behind them begins, which is read later: the fault's
 * place in the order is in front of its offset.
 *
 * @param shift - how far it is from its offset in that order already
 */
function noteInside(walk: Walk, offset: number, shift: number, ...told: Told): void {
  note(walk, offset, ...told);
  (walk.$notes.at(-1) as Note).$position += (shift - 1) / 2;
}

/** How many data items a payload has, each chunk one of them. */
function countItems(payload: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < payload.length; ) {
    const initial = payload[at] as number;
    const [behind, length] = headAt(payload, at);
    if (initial < 0xff) count++;
    at = behind + (initial >> 6 === 1 && initial % 32 < 31 ? length : 0);
  }
  return count;
}

/** Where a byte of the byte string at `start` stands; of one behind the last, where they end. */
function placeOf(payload: Uint8Array, start: number, offset: number): number {
  const isChunked = payload[start] === 0x5f;
  let at = start + Number(isChunked);
  // Of no chunks at all, there is no place but their string's.
  if (isChunked && payload[at] === 0xff) return start;
  for (let rest = offset; ; ) {
    const [behind, length] = headAt(payload, at);
    at = behind + length;
    if (rest < length || !isChunked || payload[at] === 0xff) return behind + rest;
    rest -= length;
  }
}

/** Where the head at `at` ends, and its argument. */
function headAt(payload: Uint8Array, at: number): [behind: number, argument: number] {
  const info = (payload[at] as number) & 31;
  const width = info > 23 && info < 28 ? 1 << (info - 24) : 0;
  const behind = at + 1 + width;
  const argument = payload.subarray(at + 1, behind).reduce((all, byte) => all * 256 + byte, 0);
  return [behind, width > 0 ? argument : info];
}
