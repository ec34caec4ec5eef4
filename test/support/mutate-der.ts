/** Chance that can be had again: the same seed, the same numbers. @see mulberry32 */
export function chance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Mutation = (bytes: Buffer, chance: (below: number) => number) => Buffer;

const flipBit: Mutation = (bytes, next) => {
  const changed = Buffer.from(bytes);
  const at = next(bytes.length);
  changed[at] = (changed[at] as number) ^ (1 << next(8));
  return changed;
};
const setByte: Mutation = (bytes, next) => {
  const changed = Buffer.from(bytes);
  changed[next(bytes.length)] = [0, 1, 0x7f, 0x80, 0xff, 0x30, next(256)][next(7)] as number;
  return changed;
};
const cut: Mutation = (bytes, next) => bytes.subarray(0, next(bytes.length));
const takeOut: Mutation = (bytes, next) => {
  const at = next(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + next(8))]);
};
const repeat: Mutation = (bytes, next) => {
  const at = next(bytes.length);
  const piece = bytes.subarray(at, at + 1 + next(40));
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
};

/** Values of DER, so that what is changed stays DER on the outside: where they begin, and how long they are. */
function valuesOf(bytes: Buffer, from = 0, to = bytes.length): { at: number; head: number; size: number }[] {
  const values: { at: number; head: number; size: number }[] = [];
  for (let at = from; at + 1 < to; ) {
    const first = bytes[at + 1] as number;
    const count = first < 0x80 ? 0 : first & 0x7f;
    const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
    const value = { at, head: 2 + count, size: 2 + count + length };
    values.push(value);
    if (((bytes[at] as number) & 0x20) !== 0)
      values.push(...valuesOf(bytes, at + value.head, at + value.size));
    at += value.size;
  }
  return values;
}

const changeTag: Mutation = (bytes, next) => {
  const values = valuesOf(bytes);
  const changed = Buffer.from(bytes);
  changed[values[next(values.length)]?.at ?? 0] = [2, 3, 4, 5, 6, 0x0c, 0x13, 0x16, 0x30, 0x31, 0xa0][
    next(11)
  ] as number;
  return changed;
};
const changeLength: Mutation = (bytes, next) => {
  const values = valuesOf(bytes);
  const changed = Buffer.from(bytes);
  const { at = 0, head = 2 } = values[next(values.length)] ?? {};
  changed[at + head - 1] = next(256);
  return changed;
};
/** The length of a value in a form that BER takes and DER does not. */
const lengthen: Mutation = (bytes, next) => {
  const values = valuesOf(bytes).filter(({ head }) => head === 2);
  const { at = 0 } = values[next(values.length)] ?? {};
  return Buffer.concat([
    bytes.subarray(0, at + 1),
    Buffer.from([0x81, bytes[at + 1] as number]),
    bytes.subarray(at + 2),
  ]);
};
const swap: Mutation = (bytes, next) => {
  const values = valuesOf(bytes);
  const pick = () => values[next(values.length)] ?? { at: 0, size: 0 };
  const [one, other] = [pick(), pick()];
  const [a, b] = one.at < other.at ? [one, other] : [other, one];
  if (a.at + a.size > b.at) return flipBit(bytes, next);
  return Buffer.concat([
    bytes.subarray(0, a.at),
    bytes.subarray(b.at, b.at + b.size),
    bytes.subarray(a.at + a.size, b.at),
    bytes.subarray(a.at, a.at + a.size),
    bytes.subarray(b.at + b.size),
  ]);
};

const MUTATIONS: readonly Mutation[] = [
  ...[flipBit, flipBit, setByte, cut, takeOut, repeat],
  ...[changeTag, changeLength, lengthen, swap],
];

/** Changes bytes in one way or in a few, so that they are others. */
export function mutate(bytes: Buffer, next: (below: number) => number): Buffer {
  let changed = (MUTATIONS[next(MUTATIONS.length)] as Mutation)(bytes, next);
  for (let more = next(4); more > 2 && changed.length > 8; more--) changed = flipBit(changed, next);
  return changed.equals(bytes) ? mutate(bytes, next) : changed;
}
