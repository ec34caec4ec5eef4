/** A map from keys to numbers, for millions of them: no objects, no end at 2^24 entries, and no stop while it grows. */
export interface CompactIndex {
  get(key: number): number | undefined;
  /** Keys and numbers are whole, from 1 to 2^53 − 1. A key that is there already gets the new number. */
  set(key: number, number: number): void;
}

/** It grows part by part, each too small for anybody to notice. */
const PARTS = 1024;
const FIRST_SLOTS = 16;

interface Part {
  /** Key and number by turns; 0 where there is none. A power of two of slots. */
  slots: Float64Array;
  used: number;
}

/** Makes an index: hash tables with open addressing, at most three quarters full. */
export function createCompactIndex(): CompactIndex {
  const parts: (Part | undefined)[] = new Array(PARTS).fill(undefined);

  /** Where a key is, or where it would be. */
  const find = (slots: Float64Array, key: number): number => {
    const last = slots.length - 2;
    // The low bits chose the part; these are others. Of so large numbers, `%` costs many times as much as this.
    let at = ((key / PARTS) * 2) & last;
    while (slots[at] !== 0 && slots[at] !== key) at = at === last ? 0 : at + 2;
    return at;
  };
  const grow = (part: Part): void => {
    const { slots } = part;
    part.slots = new Float64Array(slots.length * 2);
    for (let at = 0; at < slots.length; at += 2) {
      const key = slots[at] as number;
      if (key === 0) continue;
      const to = find(part.slots, key);
      part.slots[to] = key;
      part.slots[to + 1] = slots[at + 1] as number;
    }
  };

  return {
    get: (key) => {
      const part = parts[key & (PARTS - 1)];
      if (part === undefined) return undefined;
      const number = part.slots[find(part.slots, key) + 1] as number;
      return number === 0 ? undefined : number;
    },
    set: (key, number) => {
      let part = parts[key & (PARTS - 1)];
      if (part === undefined) {
        part = { slots: new Float64Array(2 * FIRST_SLOTS), used: 0 };
        parts[key & (PARTS - 1)] = part;
      }
      let at = find(part.slots, key);
      if (part.slots[at] === 0) {
        if (++part.used > (part.slots.length / 2) * 0.75) {
          grow(part);
          at = find(part.slots, key);
        }
        part.slots[at] = key;
      }
      part.slots[at + 1] = number;
    },
  };
}
