/** What a number says about those before it. */
export type Irregularity =
  /** Numbers that never came, both ends included. */
  | { readonly type: "gap"; readonly from: bigint; readonly to: bigint }
  /** The device counts from anew. */
  | { readonly type: "restart"; readonly previous: bigint; readonly number: bigint };

/** The numbers of one device, in one run: from where it began to count until it begins anew. */
export interface Counter {
  /** The highest of the present run. */
  readonly last: bigint | undefined;
  /** Numbers that came by another way, and whose place among the uplinks is still to come. */
  readonly noted: readonly bigint[];
  /** Takes the number of the next uplink, and says what is irregular about it. */
  take(number: bigint): Irregularity | undefined;
  /** The number of a request: it comes by another way, and is no gap. */
  note(number: bigint): void;
  /** A message came whose number cannot be read: one less is missing. */
  unread(): void;
}

/** How many numbers are remembered beside the last one, and how far they may lie from it. */
const REMEMBERED = 64;

/**
 * Follows the numbers of one device.
 *
 * A number above the last one goes on; what it leaves out is a gap. One that was missing closes its gap late, and says
 * nothing. **Any other number that is not above the last one is a restart**, the same number too: a message that merely
 * comes once more has to be taken out before, by its payload.
 *
 * Uplinks and requests share the numbers and come by different ways, so that a request's number may be noted before the
 * uplinks in front of it.
 *
 * @param last - where it goes on, with the numbers that were noted `before`
 */
export function createCounter(last?: bigint, before: readonly bigint[] = []): Counter {
  let highest = last;
  let unread = 0n;
  /** A number stands here twice where two runs have it and the uplinks between them are still to be taken. */
  let noted: readonly bigint[] = before.slice(-REMEMBERED);
  const missing = new Set<bigint>();

  const restart = (previous: bigint, number: bigint): Irregularity => {
    missing.clear();
    // Requests right behind a restart come before it is taken from the inbox.
    noted = noted.filter((one) => one >= number && one <= number + BigInt(REMEMBERED));
    return { type: "restart", previous, number };
  };
  const isNoted = (number: bigint): boolean => {
    const at = noted.indexOf(number);
    if (at >= 0) noted = noted.toSpliced(at, 1);
    return at >= 0;
  };
  /** The numbers from `from` to `to` were passed over: what of them is neither a request's nor unread. */
  const passOver = (from: bigint, to: bigint, lost: bigint): Irregularity | undefined => {
    while (from <= to && isNoted(from)) from++;
    while (from <= to && isNoted(to)) to--;
    for (let one = max(from, to - BigInt(REMEMBERED) + 1n); one <= to; one++) remember(missing, one);
    return to - from + 1n > lost ? { type: "gap", from, to } : undefined;
  };

  return {
    get last() {
      return highest;
    },
    get noted() {
      return noted;
    },
    take: (number) => {
      const previous = highest;
      // What nearly all are, and what costs least to see: the number that follows.
      if (previous !== undefined && number === previous + 1n) {
        [highest, unread] = [number, 0n];
        return undefined;
      }
      if (missing.delete(number)) return undefined;
      const lost = unread;
      unread = 0n;
      highest = number;
      if (previous === undefined) return undefined;
      return number <= previous ? restart(previous, number) : passOver(previous + 1n, number - 1n, lost);
    },
    note: (number) => {
      noted = [...noted, number].slice(-REMEMBERED);
    },
    unread: () => void unread++,
  };
}

/** Adds a number, and forgets the oldest where there are too many. */
function remember(numbers: Set<bigint>, number: bigint): void {
  numbers.add(number);
  if (numbers.size > REMEMBERED) numbers.delete(numbers.values().next().value as bigint);
}

function max(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
