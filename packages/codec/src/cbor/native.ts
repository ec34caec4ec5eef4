/**
 * What Node has for strings in bytes, which takes a hundred nanoseconds to call and next to nothing for each byte. Elsewhere
 * there is none of it.
 *
 * @module
 */
/** Makes a string of bytes. */
export type Slice = (this: Uint8Array, start: number, end: number) => string;
type Write = (this: Uint8Array, text: string, offset: number, length: number) => number;

interface Native {
  readonly base64Slice?: Slice;
  readonly latin1Slice?: Slice;
  readonly ucs2Slice?: Slice;
  readonly utf8Slice?: Slice;
  readonly latin1Write?: Write;
  readonly utf8Write?: Write;
}

/** The methods of a Buffer, which work on any `Uint8Array`. */
export const { base64Slice, latin1Slice, ucs2Slice, utf8Slice, latin1Write, utf8Write } =
  (globalThis as { Buffer?: { prototype?: Native } }).Buffer?.prototype ?? ({} as Native);
