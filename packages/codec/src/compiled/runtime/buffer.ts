/**
 * Memory to write to. To make some costs more than to fill it, so what text is written to is kept, and small payloads
 * are cut one behind the other from the same piece, as Node's own Buffers are. Bytes of a piece are given out once.
 *
 * @module
 */

/** Length of a piece that payloads are cut from. */
const PIECE = 1 << 16;
/**
 * Room for texts, whose lengths nobody knows beforehand: with it, code hardly ever finds that the room has come to its
 * end, which at each place where it does for the first time would cost it its optimized form.
 */
const COMFORT = 1 << 12;
/** A payload longer than this has memory of its own. */
const MOST_SHARED = 1 << 10;

const NONE = new Uint8Array(0);
let piece: Uint8Array = NONE;
let used = 0;

/**
 * Takes the piece that is in use, or a new one, with room for `least` bytes behind {@link startOfRoom}. Whoever takes it
 * has it alone until {@link payloadOf} gives it back: an encoder that is called by a getter in the midst of another gets
 * another one, and one that has a refused value in it is never seen again.
 */
export function takeRoom(least: number): Uint8Array {
  const taken = piece;
  piece = NONE;
  const wanted = least + COMFORT;
  if (taken.length - used >= wanted) return taken;
  used = 0;
  return new Uint8Array(Math.max(PIECE, wanted));
}

/** Where the room of the piece begins that has just been taken. */
export function startOfRoom(): number {
  return used;
}

/** Cuts a payload from a piece and gives the rest back. */
export function payloadOf(out: Uint8Array, start: number, end: number): Uint8Array {
  if (end - start > MOST_SHARED) return ownPayloadOf(out, start, end);
  piece = out;
  used = end;
  return new Uint8Array(out.buffer, start, end - start);
}

/** A payload that shares its memory with no other one, because it holds something to be hidden or is a long one. */
export function ownPayloadOf(out: Uint8Array, start: number, end: number): Uint8Array {
  const payload = out.slice(start, end);
  if (out.length > PIECE) return payload;
  out.fill(0, start, end);
  piece = out;
  used = start;
  return payload;
}

/** One buffer for the text of all messages, which is wiped after each. */
let textBuffer: Uint8Array = NONE;

const MOST_KEPT = 1 << 18;

/**
 * The buffer for text, of at least `length` bytes, for code that nothing can interrupt. It may be asked for again without
 * having been wiped, as it is where a payload was refused on the way: what was written by then stays until the next message.
 */
export function borrowBuffer(length: number): Uint8Array {
  if (textBuffer.length < length) {
    const made = new Uint8Array(Math.max(length, 4096));
    if (made.length > MOST_KEPT) return made;
    textBuffer = made;
  }
  return textBuffer;
}

/** Wipes the buffer for text. */
export function wipe(buffer: Uint8Array, length: number): void {
  if (buffer === textBuffer) buffer.fill(0, 0, length);
}
