/** The last messages of one device, to know one again that comes twice. */
export interface Repeats {
  /** Whether the same message came a moment ago; if not, it is remembered. */
  isRepeat(number: bigint, payload: Uint8Array): boolean;
  /** The device counts from anew with this number: what it sent before is another message. */
  forgetBefore(number: bigint): void;
}

/** How many numbers are remembered. */
const REMEMBERED = 32;

/** Remembers numbers, each with a checksum of its payload. */
export function createRepeats(): Repeats {
  const recent = new Map<bigint, number>();
  return {
    isRepeat: (number, payload) => {
      const checksum = checksumOf(payload);
      if (recent.get(number) === checksum) return true;
      recent.delete(number);
      recent.set(number, checksum);
      if (recent.size > REMEMBERED) recent.delete(recent.keys().next().value as bigint);
      return false;
    },
    forgetBefore: (number) => {
      for (const one of recent.keys()) if (one !== number) recent.delete(one);
    },
  };
}

/** Tells payloads apart (FNV-1a, 32 bits). */
function checksumOf(payload: Uint8Array): number {
  let checksum = 0x811c9dc5;
  for (const byte of payload) checksum = Math.imul(checksum ^ byte, 0x01000193);
  return checksum;
}
