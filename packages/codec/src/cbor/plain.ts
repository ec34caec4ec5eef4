import { begin, Digests, randomStart, take, takeBoth, takeBytes } from "./digest.ts";
import {
  argumentAt,
  BREAK,
  FLOAT,
  floatAt,
  headLength,
  INDEFINITE,
  infoOf,
  MAJOR,
  majorOf,
  uint32At,
} from "./head.ts";
import { skip } from "./skip.ts";
import { isUtf8 } from "./utf8.ts";

/** Length of an item that its initial byte tells all of: integers, short byte strings, false, true and null; else 0. */
const lengths = Uint8Array.from({ length: 256 }, (_, initial) => {
  const [major, info] = [majorOf(initial), infoOf(initial)];
  if (major < MAJOR.bytes) return headLength(info);
  if (major === MAJOR.bytes) return info < 24 ? 1 + info : 0;
  return initial >= 0xf4 && initial <= 0xf6 ? 1 : 0;
});

/** What is to be right in an item: */
export const RULE = {
  /** it has a place in JSON, and each key another name there; */
  inJson: 0,
  /** each key that has a name in JSON has another one; */
  named: 1,
  /** each key is another one. */
  kept: 2,
} as const;
export type Rule = (typeof RULE)[keyof typeof RULE];

/** Looks at items of a well-formed payload at a glance. */
export interface Glance {
  readonly payload: Uint8Array;
  /** Where the items begin that need more: nobody is to look at those once more. */
  readonly doubtful: Set<number>;
  /** Those of the keys around, once there are keys. */
  digests: Digests | undefined;
  /** What digests begin with. */
  readonly start: number;
  /** The digest of the key that was just passed. */
  one: number;
  two: number;
  /** What its name is like, of {@link NAME}. */
  name: number;
}

/** A glance at a payload. */
export function glanceAt(payload: Uint8Array): Glance {
  const start = randomStart();
  return { payload, doubtful: new Set(), digests: undefined, start, one: 0, two: 0, name: 0 };
}

/** What the names of keys are like, of which those of one line may be the same though their keys' digests are not. */
const NAME = {
  /** 1e15 and above, of which texts have more digits than a number holds */
  longInteger: 1,
  longFloat: 2,
  longText: 4,
  /** with a point or an exponent */
  fraction: 8,
  fractionText: 16,
  /** false, true and null */
  word: 32,
  wordText: 64,
  /** in chunks, base64, and all others */
  chunked: 128,
  bytes: 256,
  other: 512,
} as const;
const LONG = NAME.longInteger | NAME.longFloat | NAME.longText;
const FRACTIONS = NAME.fraction | NAME.fractionText;
const WORDS = NAME.word | NAME.wordText;
/** Names that are compared with their like alone. */
const ALONE = NAME.chunked | NAME.bytes;

/** Below this, a number's digits are those of the integer that it is. */
const LEAST_LONG = 1e15;
const MOST_DIGITS = 15;

/** Kinds of keys beside the major types: floats, and whatever has no name. */
const FLOATS = 8;
const NAMELESS = 9;

/**
 * Offset behind the item at `at` of a well-formed payload, where a glance shows that nothing is wrong in it; −1 where
 * more than a glance is needed.
 */
export function behindPlain(glance: Glance, at: number, rule: Rule): number {
  const initial = glance.payload[at] as number;
  const length = lengths[initial] as number;
  if (length > 0) return at + length;
  const next = behindOther(glance, at, rule);
  if (next < 0) glance.doubtful.add(at);
  return next;
}

function behindOther(glance: Glance, at: number, rule: Rule): number {
  const { payload } = glance;
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  if (major === MAJOR.tag) return rule === RULE.inJson ? -1 : behindPlain(glance, inside, rule);
  if (major === MAJOR.simple) {
    return rule !== RULE.inJson || (info > 24 && Number.isFinite(floatAt(payload, at))) ? inside : -1;
  }
  const count = info === INDEFINITE ? -1 : argumentAt(payload, at);
  if (major === MAJOR.map) return behindMembers(glance, inside, count, rule);
  if (major === MAJOR.array || count < 0) return behindItems(glance, inside, count, rule);
  const end = inside + count;
  return major === MAJOR.bytes || isUtf8(payload, inside, end) ? end : -1;
}

/** Behind the items in an array, or the chunks of a string. */
function behindItems(glance: Glance, at: number, count: number, rule: Rule): number {
  const { payload } = glance;
  let next = at;
  for (let passed = 0; passed !== count; passed++) {
    if (count < 0 && payload[next] === BREAK) return next + 1;
    next = behindPlain(glance, next, rule);
    if (next < 0) return -1;
  }
  return next;
}

/**
 * Whether a glance shows that the keys of a map are right, and each is another one; so that of what is wrong in it
 * anybody may look among its values alone.
 *
 * @param at - where the first one is
 */
export function areKeysPlain(glance: Glance, at: number, count: number, rule: Rule): boolean {
  return behindMembers(glance, at, count, rule, true) >= 0;
}

/** Behind the members of a map. */
function behindMembers(glance: Glance, at: number, count: number, rule: Rule, keysAlone = false): number {
  const { payload } = glance;
  glance.digests ??= new Digests();
  const { digests } = glance;
  const first = digests.count;
  let next = at;
  let names = 0;
  for (let passed = 0; passed !== count && !(count < 0 && payload[next] === BREAK); passed++) {
    next = rule === RULE.kept ? behindKept(glance, next) : behindName(glance, next, rule);
    if (next < 0) break;
    names |= glance.name;
    digests.push(glance);
    next = keysAlone ? skip(payload, next) : behindPlain(glance, next, rule);
    if (next < 0) break;
  }
  const areDistinct = digests.drop(first, next >= 0);
  if (!areDistinct || mayMeet(names)) return -1;
  return count < 0 ? next + 1 : next;
}

/** Whether names such as these may be the same though their digests differ. */
function mayMeet(names: number): boolean {
  const long = names & LONG;
  return (
    (long & (long - 1)) !== 0 ||
    (names & FRACTIONS) === FRACTIONS ||
    (names & WORDS) === WORDS ||
    ((names & ALONE) !== 0 && (names & (names - 1)) !== 0)
  );
}

/** Passes an item that is a key or in one, whatever it is, and makes its digest. */
function behindKept(glance: Glance, at: number): number {
  const { payload, start } = glance;
  glance.name = 0;
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  if (major === MAJOR.bytes || major === MAJOR.text) return behindString(glance, at);
  if (initial >= FLOAT.half) {
    takeFloat(glance, at);
    return inside;
  }
  begin(glance, start, major);
  if (major !== MAJOR.array && major !== MAJOR.map) takeArgument(glance, at);
  if (major < MAJOR.bytes || major === MAJOR.simple) return inside;
  let { one, two } = glance;
  const count = major === MAJOR.tag ? 1 : info === INDEFINITE ? -1 : argumentAt(payload, at);
  const digests = glance.digests as Digests;
  const first = digests.count;
  let next = inside;
  for (let passed = 0; passed !== count && !(count < 0 && payload[next] === BREAK); passed++) {
    next = behindKept(glance, next);
    if (next < 0) break;
    if (major === MAJOR.map) {
      digests.push(glance);
      const { one: keyOne, two: keyTwo } = glance;
      next = behindKept(glance, next);
      if (next < 0) break;
      takeBoth(glance, keyOne, keyTwo);
      // Members are in whichever order.
      one = (one + glance.one) | 0;
      two = (two + glance.two) | 0;
    } else {
      takeBoth(glance, one, two);
      ({ one, two } = glance);
    }
  }
  if (!digests.drop(first, next >= 0)) return -1;
  glance.one = one;
  glance.two = two;
  return count < 0 ? next + 1 : next;
}

/** Passes a key that is known by its name in JSON, and makes the digest of that. */
function behindName(glance: Glance, at: number, rule: Rule): number {
  const { payload, start } = glance;
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  glance.name = NAME.other;
  if (major <= MAJOR.negative) {
    begin(glance, start, major);
    takeArgument(glance, at);
    if (info === 27 && argumentAt(payload, at) >= LEAST_LONG - 1) glance.name |= NAME.longInteger;
    return inside;
  }
  if (major === MAJOR.bytes || (major === MAJOR.text && info === INDEFINITE)) {
    glance.name = major === MAJOR.bytes ? NAME.bytes : NAME.chunked;
    return behindString(glance, at);
  }
  if (major === MAJOR.text) return behindText(glance, inside, inside + argumentAt(payload, at));
  if (major === MAJOR.simple && info >= 20 && info <= 22) {
    begin(glance, start, initial);
    glance.name |= NAME.word;
    return inside;
  }
  if (initial >= FLOAT.half) {
    const value = floatAt(payload, at);
    const long = Math.abs(value);
    if (long < LEAST_LONG && Number.isInteger(value)) {
      takeInteger(glance, value);
      return inside;
    }
    if (long < Number.POSITIVE_INFINITY) {
      glance.name |= Number.isInteger(value) && long < 1e21 ? NAME.longFloat : NAME.fraction;
      takeFloat(glance, at);
      return inside;
    }
  }
  // What has no name is another one wherever its bytes are.
  if (rule === RULE.inJson || major === MAJOR.array || major === MAJOR.map) return -1;
  const end = behindPlain(glance, at, rule);
  if (end < 0) return -1;
  begin(glance, start, NAMELESS);
  takeBytes(glance, payload, at, end);
  glance.name = 0;
  return end;
}

/** Passes a text that is a name, from `at` on: one of digits is the integer's. */
function behindText(glance: Glance, at: number, end: number): number {
  const { payload, start } = glance;
  const first = payload[at] as number;
  const isNegative = first === 0x2d;
  const digits = isNegative ? at + 1 : at;
  const count = end - digits;
  if (end > at && (isNegative || (first >= 0x30 && first <= 0x39))) {
    let value = 0;
    let next = digits;
    for (; next < end; next++) {
      const digit = (payload[next] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = 10 * value + digit;
    }
    const isOfDigits = next === end;
    const isWritten = payload[digits] !== 0x30 || (count === 1 && !isNegative);
    if (isOfDigits && isWritten && count > 0 && count <= MOST_DIGITS) {
      takeInteger(glance, isNegative ? -value : value);
      return end;
    }
    glance.name |= isOfDigits ? NAME.longText : NAME.fractionText;
  } else if (first === 0x66 || first === 0x6e || first === 0x74) glance.name |= NAME.wordText;
  begin(glance, start, MAJOR.text);
  return takeBytes(glance, payload, at, end) < 0x80 || isUtf8(payload, at, end) ? end : -1;
}

/** Passes a string that is a key, and makes its digest; its chunks are as good as one. */
function behindString(glance: Glance, at: number): number {
  const { payload, start } = glance;
  const initial = payload[at] as number;
  const [major, isWhole] = [majorOf(initial), infoOf(initial) !== INDEFINITE];
  begin(glance, start, major);
  let next = isWhole ? at : at + 1;
  while (payload[next] !== BREAK) {
    const inside = next + headLength(infoOf(payload[next] as number));
    const end = inside + argumentAt(payload, next);
    const isAscii = takeBytes(glance, payload, inside, end) < 0x80;
    if (!isAscii && major === MAJOR.text && !isUtf8(payload, inside, end)) return -1;
    next = end;
    if (isWhole) return next;
  }
  return next + 1;
}

/** Takes the argument of a head, in which width it ever is. */
function takeArgument(glance: Glance, at: number): void {
  const { payload } = glance;
  const isLong = infoOf(payload[at] as number) === 27;
  take(glance, isLong ? uint32At(payload, at + 5) | 0 : argumentAt(payload, at) | 0);
  take(glance, isLong ? uint32At(payload, at + 1) | 0 : 0);
}

/** Takes an integer as its head does. */
function takeInteger(glance: Glance, value: number): void {
  const argument = value < 0 ? -1 - value : value;
  begin(glance, glance.start, value < 0 ? MAJOR.negative : MAJOR.unsigned);
  take(glance, argument | 0);
  take(glance, (argument / 0x1_0000_0000) | 0);
}

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** Makes the digest of a float, of whichever width. Of a NaN, it is what its significand says. */
function takeFloat(glance: Glance, at: number): void {
  const { payload } = glance;
  const value = floatAt(payload, at);
  begin(glance, glance.start, FLOATS);
  if (Number.isNaN(value)) return takeNan(glance, at);
  // There is one zero.
  double[0] = value === 0 ? 0 : value;
  take(glance, words[0] as number);
  take(glance, words[1] as number);
}

function takeNan(glance: Glance, at: number): void {
  const { payload } = glance;
  const initial = payload[at] as number;
  const argument = argumentAt(payload, at);
  const isHalf = initial === FLOAT.half;
  const isDouble = initial === FLOAT.double;
  take(glance, -1);
  take(
    glance,
    isDouble
      ? uint32At(payload, at + 1) & 0xfffff
      : isHalf
        ? (argument & 0x3ff) << 10
        : (argument & 0x7fffff) >> 3,
  );
  take(glance, isDouble ? uint32At(payload, at + 5) | 0 : isHalf ? 0 : (argument & 7) << 29);
}
