import { CertificateError } from "../error.ts";
import { contentFault } from "./content.ts";

/** One value in DER. @see {@link https://www.itu.int/rec/T-REC-X.690 | X.690} */
export interface DerValue {
  /** The identifier octet: class, constructed or not, and number. */
  readonly tag: number;
  /** All of it, head included. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** What is inside of a constructed value. */
  readonly items: readonly DerValue[];
}

const CONSTRUCTED = 0x20;
/** Values inside of one another; certificates and requests have no more than 10. */
const MOST_LEVELS = 16;

/**
 * Reads one value, strictly: lengths that are definite and short, nothing behind it, texts and numbers as DER has them. What
 * a tolerant reader makes of other bytes is nobody's signature.
 *
 * @param what - how the bytes are called in the error
 * @throws CertificateError `not-well-formed`
 */
export function readDer(bytes: Uint8Array, what: string): DerValue {
  const value = readValue(bytes, 0, bytes.length, 0, what);
  if (value.bytes.length < bytes.length) throw wrong(what, value.bytes.length, "the end");
  return value;
}

/** Bytes that the value at an offset takes, as its head says; `undefined` where there is no such head. */
export function lengthAt(bytes: Uint8Array, offset: number): number | undefined {
  const first = bytes[offset + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 3 || offset + 2 + count > bytes.length) return undefined;
  let length = 0;
  for (let at = 0; at < count; at++) length = length * 256 + (bytes[offset + 2 + at] as number);
  return 2 + count + length;
}

function readValue(bytes: Uint8Array, offset: number, end: number, level: number, what: string): DerValue {
  if (level > MOST_LEVELS) throw wrong(what, offset, `at most ${MOST_LEVELS} levels`);
  const tag = bytes[offset];
  if (tag === undefined || offset >= end) throw wrong(what, offset, "a value");
  if ((tag & 0x1f) === 0x1f) throw wrong(what, offset, "a tag of one byte");
  const size = lengthAt(bytes, offset);
  if (size === undefined) throw wrong(what, offset + 1, "a definite length");
  const first = bytes[offset + 1] as number;
  const head = first < 0x80 ? 2 : 2 + (first & 0x7f);
  if (head > 2 && (size - head < 0x80 || bytes[offset + 2] === 0)) {
    throw wrong(what, offset + 1, "the shortest form of the length");
  }
  if (offset + size > end) throw wrong(what, offset + 1, "a length that ends in what it is inside of");
  const content = bytes.subarray(offset + head, offset + size);
  const items: DerValue[] = [];
  if ((tag & CONSTRUCTED) !== 0) {
    for (let at = offset + head; at < offset + size; ) {
      const item = readValue(bytes, at, offset + size, level + 1, what);
      items.push(item);
      at += item.bytes.length;
    }
  }
  const fault = contentFault(tag, content);
  if (fault !== undefined) throw wrong(what, offset, fault);
  return { tag, bytes: bytes.subarray(offset, offset + size), content, items };
}

function wrong(what: string, offset: number, expected: string): CertificateError {
  return new CertificateError("not-well-formed", `${what} at byte ${offset}: expected ${expected}`);
}
