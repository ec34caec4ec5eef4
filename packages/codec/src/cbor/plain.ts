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
  nanAt,
  SIMPLE,
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

/** What names in JSON are like: those of one line are the same only where their keys' digests are. */
const NAME = {
  integer: 1,
  /** one that no integer has, and any other */
  word: 2,
  text: 4,
  bytes: 8,
  float: 16,
  simple: 32,
} as const;

/** Kinds of keys beside the major types: floats, and whatever has no name. */
const FLOATS = 8;
const NANS = 9;
const NAMELESS = 10;

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

/** Whether names of these kinds may be the same though their digests differ. */
function mayMeet(names: number): boolean {
  const areApart = (kinds: number) => (names & ~kinds) === 0;
  const isOneKind = (names & (names - 1)) === 0;
  return !isOneKind && !areApart(NAME.word | NAME.integer) && !areApart(NAME.word | NAME.text);
}

/** Passes an item that is a key or in one, whatever it is, and makes its digest. */
export function behindKept(glance: Glance, at: number): number {
  const { payload, start } = glance;
  glance.name = 0;
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  const inside = at + headLength(info);
  if (major === MAJOR.bytes || major === MAJOR.text) return behindString(glance, at);
  if (initial >= FLOAT.half) return behindFloat(glance, at);
  begin(glance, start, major);
  if (major !== MAJOR.array && major !== MAJOR.map) takeArgument(glance, at);
  if (major < MAJOR.bytes || major === MAJOR.simple) return inside;
  let { one, two } = glance;
  const count = major === MAJOR.tag ? 1 : info === INDEFINITE ? -1 : argumentAt(payload, at);
  glance.digests ??= new Digests();
  const { digests } = glance;
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

/** Passes a key that is known by its name in JSON, and makes its digest. */
function behindName(glance: Glance, at: number, rule: Rule): number {
  const { payload } = glance;
  const name = nameAt(payload, at);
  if (name > 0) {
    const next = behindKept(glance, at);
    glance.name = name;
    return next;
  }
  const major = majorOf(payload[at] as number);
  if (rule === RULE.inJson || major === MAJOR.array || major === MAJOR.map) return -1;
  // What has no name is another one wherever its bytes are.
  const end = behindPlain(glance, at, rule);
  begin(glance, glance.start, NAMELESS);
  takeBytes(glance, payload, at, end);
  glance.name = 0;
  return end;
}

/** What the name of the key here is like; 0 for one without. */
function nameAt(payload: Uint8Array, at: number): number {
  const initial = payload[at] as number;
  const [major, info] = [majorOf(initial), infoOf(initial)];
  if (major <= MAJOR.negative) return NAME.integer;
  if (major === MAJOR.bytes) return NAME.bytes;
  if (major === MAJOR.text) {
    const isWord = info !== INDEFINITE && (payload[at + headLength(info)] as number) > 0x39;
    return isWord ? NAME.word : NAME.text;
  }
  if (initial >= FLOAT.half) return Number.isFinite(floatAt(payload, at)) ? NAME.float : 0;
  return initial >= SIMPLE.false && initial <= SIMPLE.null ? NAME.simple : 0;
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

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

/** Passes a float that is a key, of whichever width; a NaN is what its significand is. */
function behindFloat(glance: Glance, at: number): number {
  const { payload, start } = glance;
  const value = floatAt(payload, at);
  const isNan = Number.isNaN(value);
  begin(glance, start, isNan ? NANS : FLOATS);
  // There is one zero.
  double[0] = isNan ? Math.abs(nanAt(payload, at)) : value === 0 ? 0 : value;
  take(glance, words[0] as number);
  take(glance, words[1] as number);
  return at + headLength(infoOf(payload[at] as number));
}
