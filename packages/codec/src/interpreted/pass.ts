/**
 * What is passed without being read, while faults alone are looked for: what is known to have none, and what has none at
 * a glance.
 *
 * @module
 */
import { BREAK } from "../cbor/head.ts";
import { behindPlain, RULE, type Rule } from "../cbor/plain.ts";
import { behindRow } from "../cbor/row.ts";
import { skip } from "../cbor/skip.ts";
import type { AnyPlan, Plan } from "../plan/plan.ts";
import type { Cursor } from "./cursor.ts";
import { mayBeMember } from "./keys.ts";

/** Passes the item here if it is known to be without faults, and of no other use. */
export function passKnown(cursor: Cursor): boolean {
  const { payload, at, place, building } = cursor;
  if (building || place === undefined || at >= place.at || place.starts.includes(at)) return false;
  cursor.at = skip(payload, at);
  return true;
}

/** Passes the member here, of this key, if it is known to be without faults: no other of its name came before it. */
export function passKnownMember(cursor: Cursor, key: Uint8Array): boolean {
  const { at } = cursor;
  cursor.at += key.length;
  if (passKnown(cursor)) return true;
  cursor.at = at;
  return false;
}

/** Passes the items of the array at `start` that are known to be without faults; answers how many. */
export function passKnownItems(cursor: Cursor, start: number, count: number): number {
  const { place, building } = cursor;
  const level = building || place === undefined || count < 0 ? -1 : place.starts.indexOf(start);
  if (place === undefined || level < 0) return 0;
  cursor.at = place.starts[level + 1] ?? place.at;
  return count - (place.rests[level] as number);
}

/** Empty strings (0x40, 0x60), arrays and maps (0x80, 0xa0); false, true and null (0xf4 to 0xf6). */
const SHORT_OTHERS = { 64: 1, 96: 1, 128: 1, 160: 1, 244: 1, 245: 1, 246: 1 };

/** Initial bytes of items of one byte that are right wherever anything is: there is nothing in them to be looked at. */
const SHORT = Object.assign(new Uint8Array(256).fill(1, 0x00, 0x18).fill(1, 0x20, 0x38), SHORT_OTHERS);

/**
 * Passes the items of the array here, of which any is right, up to the first that takes more than a glance.
 *
 * @param most - how many they may be; fewer than none where there is no bound
 * @param plan - theirs, where that is known to take anything: what JSON cannot hold, or keys of any kind
 * @returns how many they are
 */
export function passPlainItems(cursor: Cursor, most: number, plan?: AnyPlan): number {
  const { payload, at, telling, faults, glance } = cursor;
  const { length } = payload;
  // What is unexpected here or behind is of no interest any more where enough of it is known.
  const inJson = plan?.inJson === true && telling === "all" && faults.keeps("unexpected", at);
  const rule = inJson ? RULE.inJson : plan && !plan.inJson ? RULE.kept : RULE.named;
  let passed = 0;
  let next = at;
  while (passed !== most && next < length && payload[next] !== BREAK) {
    const isShort = SHORT[payload[next] as number] === 1;
    if (glance.doubtful.has(next)) break;
    const behind = isShort
      ? behindRow(payload, next, most < 0 ? length : Math.min(next + most - passed, length), SHORT)
      : behindPlain(glance, next, rule);
    if (behind < 0) break;
    passed += isShort ? behind - next : 1;
    next = behind;
  }
  cursor.at = next;
  return passed;
}

/**
 * Passes the members of the map here, whose keys are known to be right, up to the first whose value takes more than a
 * glance.
 *
 * @param most - how many they may be; fewer than none where there is no bound
 * @returns how many they are
 */
export function passPlainMembers(cursor: Cursor, most: number, rule: Rule): number {
  const { payload, glance } = cursor;
  let passed = 0;
  for (; passed !== most && (most >= 0 || payload[cursor.at] !== BREAK); passed++) {
    const value = skip(payload, cursor.at);
    const next = glance.doubtful.has(value) ? -1 : behindPlain(glance, value, rule);
    if (next < 0) break;
    cursor.at = next;
  }
  return passed;
}

/**
 * Passes members of a map, all of whose keys are known to be right, up to the first that may be a declared one, or whose
 * value takes more than a glance. Nothing else is told of them.
 *
 * @param most - how many they may be; fewer than none where there is no bound
 * @returns how many they are
 */
export function passOthers(cursor: Cursor, most: number, plan: Plan): number {
  const { payload, glance } = cursor;
  let passed = 0;
  for (; passed !== most && (most >= 0 || payload[cursor.at] !== BREAK); passed++) {
    if (mayBeMember(cursor, plan)) break;
    const value = skip(payload, cursor.at);
    const isShort = SHORT[payload[value] as number] === 1;
    const next = isShort
      ? value + 1
      : glance.doubtful.has(value)
        ? -1
        : behindPlain(glance, value, RULE.named);
    if (next < 0) break;
    cursor.at = next;
  }
  return passed;
}
