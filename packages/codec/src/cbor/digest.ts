/**
 * What keys are told apart by: a digest of 64 bits, so that they are compared in place, however many and whatever they
 * are. Nothing rests on two that are the same but that somebody looks closer.
 *
 * @module
 */

/** A digest, or one in the making: where an item's digest is answered in. */
export interface Digest {
  one: number;
  two: number;
}

/** Where digests of this payload begin: unknown to whoever made it, so that nobody can make many keys alike. */
export function randomStart(): number {
  return (Math.random() * 0x1_0000_0000) | 0;
}

/** Begins a digest, of what is one of its kind. */
export function begin(digest: Digest, start: number, kind: number): void {
  digest.one = start ^ kind;
  digest.two = ~start;
  take(digest, kind);
}

/** Takes 32 bits into a digest; other ones make another digest. */
export function take(digest: Digest, bits: number): void {
  takeBoth(digest, bits, bits);
}

/** Takes both halves of another digest. */
export function takeBoth(digest: Digest, one: number, two: number): void {
  const first = Math.imul(digest.one ^ one, 0x9e3779b1);
  const second = Math.imul(digest.two + two, 0x85ebca6b);
  digest.one = first ^ (first >>> 15);
  digest.two = second ^ (second >>> 13);
}

/** Takes bytes, and answers all their bits together: whether they are of ASCII. */
export function takeBytes(digest: Digest, payload: Uint8Array, at: number, end: number): number {
  let all = 0;
  for (let next = at; next < end; next++) {
    const byte = payload[next] as number;
    all |= byte;
    take(digest, byte);
  }
  return all;
}

/** So few are compared each with each. */
const FEW = 8;

/** The digests of the keys of all maps that are open, innermost last. */
export class Digests {
  /** Two numbers for each. */
  #all = new Int32Array(64);
  /** Where digests stand that are compared, by their last bits; 0 for none. */
  #table = new Int32Array(0);
  /** How many there are. */
  count = 0;

  push({ one, two }: Digest): void {
    const at = 2 * this.count++;
    if (at === this.#all.length) {
      const larger = new Int32Array(at * 4);
      larger.set(this.#all);
      this.#all = larger;
    }
    this.#all[at] = one;
    this.#all[at + 1] = two;
  }

  /** Drops those from `first` on, and answers whether each of them is another one, if that is asked. */
  drop(first: number, isAsked: boolean): boolean {
    const { count } = this;
    this.count = first;
    if (!isAsked) return false;
    return count - first > FEW ? this.#manyDiffer(first, count) : this.#fewDiffer(first, count);
  }

  #fewDiffer(first: number, count: number): boolean {
    for (let index = first + 1; index < count; index++) {
      for (let other = first; other < index; other++) if (this.#isSame(index, other)) return false;
    }
    return true;
  }

  #manyDiffer(first: number, count: number): boolean {
    const size = 1 << (33 - Math.clz32(count - first));
    if (this.#table.length < size) this.#table = new Int32Array(size);
    else this.#table.fill(0, 0, size);
    const table = this.#table;
    for (let index = first; index < count; index++) {
      let place = (this.#all[2 * index] as number) & (size - 1);
      for (; table[place] !== 0; place = (place + 1) & (size - 1)) {
        if (this.#isSame(index, (table[place] as number) - 1)) return false;
      }
      table[place] = index + 1;
    }
    return true;
  }

  #isSame(index: number, other: number): boolean {
    const all = this.#all;
    return all[2 * index] === all[2 * other] && all[2 * index + 1] === all[2 * other + 1];
  }
}
