import type { Random } from "../random.ts";

/** What a byte of a unit may be beside a byte: one of a number that each unit counts up, so that keys can be distinct. */
const HIGH = -1;
const LOW = -2;

/** A payload that is easy to change and of any length: one unit over and over, in arrays and maps that are open. */
export interface Recipe {
  readonly start: readonly number[];
  readonly unit: readonly number[];
  /** How many breaks end it. */
  readonly breaks: number;
}

/** Units that once were slow, or might be: each is a row, a nest, a tower, keys, or of a kind that is refused. */
const units: readonly (readonly number[])[] = [
  [0x00],
  [0x9f],
  [0x81],
  [0xc1, 0x00],
  [0xa0],
  [0xf7],
  [0xbf, 0x00],
  [0x82, 0x00],
  [0x9f, 0xff],
  [0x5f, 0xff],
  [0x7f, 0x60, 0xff],
  [0x61, 0xff],
  [0xf9, 0x3c, 0x00],
  [0xa1, 0x00, 0x00],
  [0xa2, 0x00, 0x00, 0x01, 0x00],
  [...Array<number>(14).fill(0x81), 0x00],
  [0x19, HIGH, LOW, 0x00],
  [0x42, HIGH, LOW, 0x00],
  [0xf9, HIGH, LOW, 0x00],
  [0x64, 0x61, 0x62, 0x63, 0x64],
  [0xa2, 0x00, 0x00, 0xa1, 0x00, 0x00, 0x01, 0x00],
  [0xa2, 0x18, 0x00, 0x00, 0x9f, 0xff, 0x00],
  [0xa1, 0xa1, 0x18, 0x00, 0x00, 0x00],
  [0xa1, 0xc1, 0x00, 0x00],
  [0x41, 0xa0],
  [0x5f, 0x41, 0x00, 0xff],
  [0x62, 0xc3, 0xa9],
];
const starts: readonly (readonly number[])[] = [
  [],
  [0x9f],
  [0xbf],
  [0x9f, 0xf7],
  [0x82, 0xf7],
  [0xa1, 0x61, 0x64],
];
const heads = [
  0x00, 0x18, 0x1b, 0x20, 0x40, 0x41, 0x5f, 0x60, 0x61, 0x7f, 0x80, 0x81, 0x82, 0x9f, 0xa0, 0xa1, 0xa2, 0xbf,
  0xc1, 0xf4, 0xf6, 0xf7, 0xf9, 0xfb, 0xff,
];
/** Longer units are hardly ever slower, and take longer to look at. */
const LONGEST = 40;

/** A recipe to begin with. */
export function firstRecipe(random: Random): Recipe {
  const start = [...random.pick(starts), ...(random.oneIn(2) ? random.pick(starts) : [])];
  return closed(start, random.pick(units));
}

/** A recipe with something in it changed. */
export function changed({ start, unit }: Recipe, random: Random): Recipe {
  const at = random.below(unit.length + 1);
  const head = random.pick(heads);
  const next = random.pick<() => readonly number[]>([
    () => unit.with(Math.min(at, unit.length - 1), head),
    () => unit.toSpliced(at, 0, head),
    () => unit.toSpliced(at, 1 + random.below(3)),
    () => unit.toSpliced(at, 0, ...random.pick(units)),
    () => [...unit, ...random.pick(units)],
    () => [...unit, ...unit],
    () => [0x19, HIGH, LOW, ...unit],
    () => unit,
  ])();
  const around = random.oneIn(3) ? [...random.pick(starts), ...start].slice(0, 12) : start;
  return closed(around, next.length === 0 ? unit : next.slice(0, LONGEST));
}

function closed(start: readonly number[], unit: readonly number[]): Recipe {
  return { start, unit, breaks: start.filter((byte) => byte === 0x9f || byte === 0xbf).length };
}

/** The payload of a recipe, of so many bytes at most. */
export function payloadOf({ start, unit, breaks }: Recipe, bytes: number): Uint8Array {
  const times = Math.max(1, Math.floor((bytes - start.length - breaks) / unit.length));
  const payload = new Uint8Array(start.length + times * unit.length + breaks).fill(0xff);
  payload.set(start);
  for (let time = 0, at = start.length; time < times; time++) {
    for (const byte of unit) payload[at++] = byte === HIGH ? time >> 8 : byte === LOW ? time : byte;
  }
  return payload;
}

/** A recipe as it is told. */
export function describe({ start, unit, breaks }: Recipe): string {
  const text = (bytes: readonly number[]) =>
    bytes
      .map((byte) => (byte === HIGH ? "<hi>" : byte === LOW ? "<lo>" : byte.toString(16).padStart(2, "0")))
      .join("");
  return `${text(start)}(${text(unit)})×${"ff".repeat(breaks)}`;
}
