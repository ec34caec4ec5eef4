/** What a number says about those before it. */
export type Irregularity =
  | { readonly type: "gap"; readonly from: bigint; readonly to: bigint }
  | { readonly type: "restart"; readonly previous: bigint; readonly number: bigint };

/** The numbers of one device. */
export interface Counter {
  /** The highest of the present run. */
  readonly last: bigint | undefined;
  /** Takes the number of the next message, and says what is irregular about it. */
  take(number: bigint): Irregularity | undefined;
  /** A number that came another way, such as with a request: it is no gap. */
  note(number: bigint): void;
}

/** How many numbers that came another way are kept, and how far such a number may lag behind. */
const NOTED = 64;

/**
 * Follows the numbers of one device. Uplinks and requests share them and come by different ways, so that a request's
 * number may be noted before the uplinks in front of it.
 */
export function createCounter(last?: bigint): Counter {
  let highest = last;
  const noted = new Set<bigint>();
  return {
    get last() {
      return highest;
    },
    take(number) {
      const previous = highest;
      highest = number;
      if (previous === undefined) return undefined;
      if (number <= previous) {
        // Requests right behind a reset come before it is taken from the inbox.
        for (const one of noted) if (one < number || one > number + BigInt(NOTED)) noted.delete(one);
        return { type: "restart", previous, number };
      }
      let [from, to] = [previous + 1n, number - 1n];
      while (from <= to && noted.delete(from)) from++;
      while (from <= to && noted.delete(to)) to--;
      return from <= to ? { type: "gap", from, to } : undefined;
    },
    note(number) {
      noted.add(number);
      if (noted.size > NOTED) noted.delete(noted.values().next().value as bigint);
    },
  };
}
