/*
 * One buffer for what all messages are written to: making one of some kilobytes costs more than filling it. Whoever
 * takes it has it alone until it is given back, and then it is wiped.
 */
let shared: Uint8Array | undefined;

const MOST_KEPT = 1 << 18;

/** A buffer to write into, of at least `length` bytes. */
export function takeBuffer(length: number): Uint8Array {
  const buffer = shared;
  shared = undefined;
  return buffer !== undefined && buffer.length >= length ? buffer : new Uint8Array(Math.max(length, 4096));
}

/**
 * The same buffer for code that nothing can interrupt. It may be asked for again without having been given back, as it is
 * where a payload was refused on the way: what was written by then stays until the next message.
 */
export function borrowBuffer(length: number): Uint8Array {
  if (shared === undefined || shared.length < length) {
    const made = new Uint8Array(Math.max(length, 4096));
    if (made.length <= MOST_KEPT) shared = made;
    return made;
  }
  return shared;
}

/** Wipes a buffer and keeps it for the next message. */
export function giveBack(buffer: Uint8Array, length: number): undefined {
  buffer.fill(0, 0, length);
  if (buffer.length <= MOST_KEPT) shared = buffer;
}
