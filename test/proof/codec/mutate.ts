import type { Random } from "./random.ts";

const telling = [
  0x00, 0x18, 0x1b, 0x1c, 0x3b, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xf4, 0xf6, 0xf7, 0xf8,
  0xf9, 0xfb, 0xff,
];

/** Damages a payload in one to three ways. */
export function mutate(payload: Uint8Array, random: Random): Uint8Array {
  let bytes = payload.length === 0 ? [0] : [...payload];
  for (let rounds = 1 + random.below(3); rounds > 0; rounds--) bytes = damage(bytes, random);
  return Uint8Array.from(bytes);
}

function damage(bytes: number[], random: Random): number[] {
  const at = random.below(bytes.length + 1);
  const length = 1 + random.below(6);
  return random.pick<() => number[]>([
    () => bytes.map((byte, index) => (index === at ? random.below(256) : byte)),
    () => bytes.map((byte, index) => (index === at ? byte ^ (1 << random.below(8)) : byte)),
    () => bytes.map((byte, index) => (index === at ? random.pick(telling) : byte)),
    () => bytes.slice(0, at),
    () => [...bytes, random.below(256)],
    () => bytes.toSpliced(at, length),
    () => bytes.toSpliced(at, 0, random.pick(telling)),
    () => bytes.toSpliced(at, 0, ...bytes.slice(at, at + length)),
    () => bytes.toSpliced(at, 0, ...bytes.slice(0, length)),
  ])();
}
