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
  take(devEui: string, number: bigint, payload: Uint8Array): NumberNote;
  /** A message whose number cannot be read: one number less is missing later. */
  unread(devEui: string): void;
}

interface Counting {
  last: bigint;
  unread: number;
  /** The last numbers, each with a checksum of its payload. */
  readonly recent: Map<bigint, number>;
}

/** How many numbers of a device are known again when they come twice. */
const RECENT = 32;
/** How many devices are followed; the one that was silent longest is forgotten first. */
const MOST_DEVICES = 200_000;

/** Follows numbers, as everything of a device comes by one way and in order. */
export function createNumbers(): Numbers {
  const devices = new Map<string, Counting>();

  const countingOf = (devEui: string): Counting | undefined => {
    const counting = devices.get(devEui);
    if (counting === undefined) return undefined;
    devices.delete(devEui);
    devices.set(devEui, counting);
    return counting;
  };

  return {
    take: (devEui, number, payload) => {
      const checksum = checksumOf(payload);
      const counting = countingOf(devEui);
      if (counting === undefined) {
        devices.set(devEui, { last: number, unread: 0, recent: new Map([[number, checksum]]) });
        if (devices.size > MOST_DEVICES) devices.delete(devices.keys().next().value as string);
        return {};
      }
      const { last, unread, recent } = counting;
      if (recent.get(number) === checksum) return { repeat: true };
      counting.last = number;
      counting.unread = 0;
      const restart = number <= last;
      if (restart) recent.clear();
      recent.set(number, checksum);
      if (recent.size > RECENT) recent.delete(recent.keys().next().value as bigint);
      if (restart) return { restart: true };
      const missing = number - last - 1n;
      return missing > BigInt(unread) ? { gap: { from: last + 1n, to: number - 1n } } : {};
    },
    unread: (devEui) => {
      const counting = countingOf(devEui);
      if (counting !== undefined) counting.unread++;
    },
  };
}

/** Tells payloads apart (FNV-1a, 32 bits). */
function checksumOf(payload: Uint8Array): number {
  let checksum = 0x811c9dc5;
  for (const byte of payload) checksum = Math.imul(checksum ^ byte, 0x01000193);
  return checksum;
}
