/** A stretch of bytes. */
export type Bytes = Uint8Array | number[];

/** One byte string of several, in memory of its own. */
export function concat(parts: readonly Bytes[]): Uint8Array {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}
