/** What a number says about those before it. */
export interface NumberNote {
  /** Numbers that never came, both ends included. */
  readonly gap?: { readonly from: bigint; readonly to: bigint };
  /** The device counts from anew. */
  readonly restart?: true;
  /** The same message came a moment ago. */
  readonly repeat?: true;
}

/** Follows the numbers of all devices. */
export interface Numbers {
  /** The number of an uplink. */
  take(devEui: string, number: bigint, payload: Uint8Array): NumberNote;
  /** The number of a request: it may overtake the uplinks in front of it. */
  note(devEui: string, number: bigint, payload: Uint8Array): NumberNote;
  /** A message whose number cannot be read: one number less is missing later. */
  unread(devEui: string): void;
}

interface Counting {
  /** Of the last uplink. */
  last: bigint | undefined;
  unread: number;
  /** The last numbers of uplinks, each with a checksum of its payload. */
  readonly recent: Map<bigint, number>;
  /** The same of requests. */
  readonly asked: Map<bigint, number>;
}

/** How many numbers of a device are known again when they come twice. */
const RECENT = 32;
/** How many devices are followed; the one that was silent longest is forgotten first. */
const MOST_DEVICES = 200_000;

/** Follows numbers, as the uplinks of a device come in order. */
export function createNumbers(): Numbers {
  const devices = new Map<string, Counting>();

  const countingOf = (devEui: string): Counting => {
    const known = devices.get(devEui);
    if (known === undefined && devices.size >= MOST_DEVICES) {
      devices.delete(devices.keys().next().value as string);
    }
    const counting = known ?? { last: undefined, unread: 0, recent: new Map(), asked: new Map() };
    devices.delete(devEui);
    devices.set(devEui, counting);
    return counting;
  };
  /** Remembers a number, unless the same message is remembered already. */
  const isNew = (numbers: Map<bigint, number>, number: bigint, payload: Uint8Array): boolean => {
    const checksum = checksumOf(payload);
    if (numbers.get(number) === checksum) return false;
    numbers.delete(number);
    numbers.set(number, checksum);
    if (numbers.size > RECENT) numbers.delete(numbers.keys().next().value as bigint);
    return true;
  };

  return {
    take: (devEui, number, payload) => {
      const counting = countingOf(devEui);
      const { last, unread, recent, asked } = counting;
      const isKnown = recent.has(number);
      if (!isNew(recent, number, payload)) return { repeat: true };
      // It was overtaken.
      if (last !== undefined && number < last && number > 0n && last - number <= RECENT && !isKnown)
        return {};
      counting.last = number;
      counting.unread = 0;
      if (last === undefined) return {};
      if (number <= last) {
        for (const one of recent.keys()) if (one !== number) recent.delete(one);
        // Those right behind it have overtaken it.
        for (const one of asked.keys()) if (one < number || one > number + BigInt(RECENT)) asked.delete(one);
        return { restart: true };
      }
      let [from, to] = [last + 1n, number - 1n];
      while (from <= to && asked.has(from)) from++;
      while (from <= to && asked.has(to)) to--;
      return to - from + 1n > BigInt(unread) ? { gap: { from, to } } : {};
    },
    note: (devEui, number, payload) =>
      isNew(countingOf(devEui).asked, number, payload) ? {} : { repeat: true },
    unread: (devEui) => {
      countingOf(devEui).unread++;
    },
  };
}

/** Tells payloads apart (FNV-1a, 32 bits). */
function checksumOf(payload: Uint8Array): number {
  let checksum = 0x811c9dc5;
  for (const byte of payload) checksum = Math.imul(checksum ^ byte, 0x01000193);
  return checksum;
}
