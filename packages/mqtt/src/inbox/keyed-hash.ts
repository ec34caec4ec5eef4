import { hash, randomBytes } from "node:crypto";

/** Makes numbers of what is added, at which nobody can aim without the secret behind them. */
export interface KeyedHash {
  /** Adds a text, or another behind it. */
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
  /** Of all that was added, and of a last number, a whole one from 1 to 2^53 − 1. */
  end(last: number): number;
}

/** Of more bytes than this their digest is taken, which native code makes sooner. */
const MOST_BYTES = 512;
/** Rounds without a word, before each half of the result. */
const LAST_ROUNDS = 3;

/**
 * Makes a hash with a secret of its own: HalfSipHash-1-3. For a small message it takes half the time of a hash that has to
 * stand without a secret, or less.
 *
 * @see {@link https://www.aumasson.jp/siphash/siphash.pdf | SipHash: a fast short-input PRF}
 */
export function createKeyedHash(): KeyedHash {
  const secret = randomBytes(8);
  const [first, second] = [secret.readInt32LE(0), secret.readInt32LE(4)];
  /** What was added: of each, how much it is, and all of it. */
  let words = new Int32Array(MOST_BYTES);
  let count = 0;
  const begin = (length: number): void => {
    if (count + length + 2 > words.length) {
      const before = words;
      words = new Int32Array(2 * (count + length + 2));
      words.set(before);
    }
    words[count++] = length;
  };
  const mix = (): number => {
    let a = first;
    let b = second ^ 0xee;
    let c = first ^ 0x6c796765;
    let d = second ^ 0x74656462;
    let high = 0;
    for (let at = 0; at < count + 2 * LAST_ROUNDS; at++) {
      const word = at < count ? (words[at] as number) : 0;
      if (at === count) c ^= 0xee;
      else if (at === count + LAST_ROUNDS) {
        high = b ^ d;
        b ^= 0xdd;
      }
      d ^= word;
      a = (a + b) | 0;
      b = ((b << 5) | (b >>> 27)) ^ a;
      a = (a << 16) | (a >>> 16);
      c = (c + d) | 0;
      d = ((d << 8) | (d >>> 24)) ^ c;
      a = (a + d) | 0;
      d = ((d << 7) | (d >>> 25)) ^ a;
      c = (c + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ c;
      c = (c << 16) | (c >>> 16);
      a ^= word;
    }
    return (high & 0x1fffff) * 2 ** 32 + ((b ^ d) >>> 0) || 1;
  };

  return {
    text: (text) => {
      begin(text.length);
      // Beyond the end there is NaN, which is 0 here.
      for (let at = 0; at < text.length; at += 2) {
        words[count++] = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
      }
    },
    bytes: (given) => {
      const bytes = given.length > MOST_BYTES ? hash("sha256", given, "buffer") : given;
      begin(bytes.length);
      const whole = bytes.length & ~3;
      for (let at = 0; at < whole; at += 4) {
        words[count++] =
          (bytes[at] as number) |
          ((bytes[at + 1] as number) << 8) |
          ((bytes[at + 2] as number) << 16) |
          ((bytes[at + 3] as number) << 24);
      }
      let rest = 0;
      for (let at = whole; at < bytes.length; at++) rest = (rest << 8) | (bytes[at] as number);
      words[count++] = rest;
    },
    end: (last) => {
      words[count++] = last;
      const mixed = mix();
      count = 0;
      return mixed;
    },
  };
}
