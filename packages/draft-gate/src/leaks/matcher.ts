import { isWords, type Needle } from "../model/needle.ts";
import { counts, isAddress } from "./counts.ts";
import type { Surroundings } from "./surroundings.ts";
import { decodeEscapes, splitWords, type WordPlaces, wordAt, wordPlaces } from "./words.ts";

/** One place where a needle was found. */
interface Match {
  readonly needle: Needle;
  /** The line that it begins in, from 1. */
  readonly line: number;
}

/** Finds needles in texts of any format. */
export interface Matcher {
  /** The first place of each needle in the text. `loosely`, where a needle is words, takes them for enough. */
  find(text: string, loosely?: boolean): Match[];
}

interface Entry {
  readonly needle: Needle;
  readonly words: readonly string[];
  /** Where the anchor, its longest and so likely its rarest word, stands among its words. */
  readonly anchor: number;
}

/** A text is split in pieces of so many characters, each with the end of the one before: longer than any needle. */
const piece = 1_000_000;
const overlap = 4_000;

/** Prepares the search for all needles at once; a text is then read only once, whatever their number. */
export function createMatcher(needles: readonly Needle[], surroundings: Surroundings): Matcher {
  const byAnchor = new Map<string, Entry[]>();
  const shapes = new Uint8Array(shapeCount);
  for (const needle of needles) {
    const words = splitWords(decodeEscapes(needle.text));
    const anchor = words.reduce(
      (best, word, index) => (word.length > (words[best]?.length ?? 0) ? index : best),
      0,
    );
    const key = words[anchor];
    if (key === undefined) continue;
    shapes[shapeOf(key, 0, key.length)] = 1;
    const entries = byAnchor.get(key);
    if (entries) entries.push({ needle, words, anchor });
    else byAnchor.set(key, [{ needle, words, anchor }]);
  }

  function* matchesIn(places: WordPlaces, loosely: boolean, found: ReadonlyMap<Needle, Match>) {
    const { text, starts, ends } = places;
    for (let at = 0; at < starts.length; at++) {
      if (shapes[shapeOf(text, starts[at] ?? 0, ends[at] ?? 0)] === 0) continue;
      const entries = byAnchor.get(wordAt(places, at));
      if (!entries) continue;
      for (const { needle, words, anchor } of entries) {
        if (found.has(needle)) continue;
        const first = at - anchor;
        if (!words.every((word, offset) => wordAt(places, first + offset) === word)) continue;
        const place = { first, last: first + words.length - 1 };
        const areEnough = loosely && isWords(needle.kind) && !isAddress(needle.text);
        if (areEnough || counts(needle, places, place, surroundings))
          yield { needle, start: starts[first] ?? 0 };
      }
    }
  }

  return {
    find(encoded, loosely = false) {
      const found = new Map<Needle, Match>();
      if (byAnchor.size === 0) return [];
      const text = decodeEscapes(encoded);
      for (let from = 0; from < text.length; from += piece) {
        const places = wordPlaces(text, Math.max(0, from - overlap), Math.min(from + piece, text.length));
        for (const { needle, start } of matchesIn(places, loosely, found)) {
          found.set(needle, { needle, line: lineAt(text, start) });
        }
      }
      return [...found.values()];
    },
  };
}

const shapeCount = 1 << 16;

/** The length of a word and its first and last letters, small or capital: most words of a text have that of no anchor. */
function shapeOf(text: string, start: number, end: number): number {
  return (
    (((end - start) & 63) << 10) |
    (letterOf(text.charCodeAt(start)) << 5) |
    letterOf(text.charCodeAt(end - 1))
  );
}

function letterOf(code: number): number {
  return code < 128 ? code & 31 : 0;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
