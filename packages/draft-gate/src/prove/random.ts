import { createHash } from "node:crypto";

/** Chance that can be repeated: the same seed gives the same values, on every machine. */
export interface Random {
  /** A whole number from 0 up to, and without, `bound`. */
  below(bound: number): number;
  /** Whether something of this probability happens, from 0 to 1. */
  chance(probability: number): boolean;
  /** One of a list, which is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** Some of a list in another order, none to all of them but no more than `most`. */
  some<Item>(items: readonly Item[], most: number): Item[];
  bytes(length: number): Buffer;
}

/** Draws from the hashes of a seed and a counter. */
export function createRandom(seed: string): Random {
  let counter = 0;
  const block = () => createHash("sha256").update(`${seed}/${counter++}`).digest();
  const below = (bound: number) => (bound > 1 ? block().readUIntBE(0, 6) % bound : 0);
  const pick = <Item>(items: readonly Item[]) => items[below(items.length)] as Item;
  return {
    below,
    chance: (probability) => below(1 << 20) < probability * (1 << 20),
    pick,
    some(items, most) {
      const left = [...items];
      const wanted = below(Math.min(most, left.length) + 1);
      return Array.from(
        { length: wanted },
        () => left.splice(below(left.length), 1)[0] as (typeof items)[number],
      );
    },
    bytes: (length) =>
      Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, block)).subarray(0, length),
  };
}
