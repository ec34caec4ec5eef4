import { decodeHTML } from "entities";

/** Where the words of a text stand in it. */
export interface WordPlaces {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const escapes =
  /\\+(?:u([0-9a-f]{4})|u\{([0-9a-f]+)\}|x([0-9a-f]{2})|[nrtbfv0])|&(?:amp;)*#x([0-9a-f]+);|&(?:amp;)*#(\d+);|&(?:amp;)*[a-z][a-z0-9]*;|(?:%(?:25)*[0-9a-f]{2})+/gi;

/** Undoes what JSON, JavaScript, HTML, XML and URLs do to letters, so that one word has one spelling; also where it was done twice. */
export function decodeEscapes(text: string): string {
  const decoded = text.replace(escapes, (whole, u, braced, x, hex, decimal) => {
    const digits = u ?? braced ?? x ?? hex;
    if (digits !== undefined) return character(Number.parseInt(digits, 16));
    if (decimal !== undefined) return character(Number(decimal));
    return whole.startsWith("%") ? decodePercent(whole) : namedEntity(whole);
  });
  // File names, and what is made of them, can come with letters taken apart into base and accent.
  return decoded.normalize();
}

/** The words of a text, in lower case. */
export function splitWords(text: string): string[] {
  const places = wordPlaces(text);
  return places.starts.map((_, index) => wordAt(places, index));
}

/** One of the words, in lower case; what is before the first and behind the last is no word. */
export function wordAt({ text, starts, ends }: WordPlaces, index: number): string {
  const start = starts[index];
  return start === undefined ? "" : text.slice(start, ends[index]).toLowerCase();
}

/**
 * Splits a text at everything that is neither letter nor digit; whatever markup and punctuation an output format puts
 * between two words, they stay neighbours. Scripts without spaces give one word per character.
 *
 * @param from - where the piece of the text begins that is split: a word that has begun before is none of its
 * @param to - where the piece ends: a word that goes on is its as a whole
 */
export function wordPlaces(text: string, from = 0, to = text.length): WordPlaces {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = -1;
  let index = from;
  if (from > 0) while (index < text.length && kindOf(text.charCodeAt(index)) === letter) index++;
  for (; index < to || (start >= 0 && index <= text.length); index++) {
    const kind = index < text.length ? kindOf(text.charCodeAt(index)) : separator;
    if (kind === letter) {
      if (start < 0) start = index;
      continue;
    }
    if (start >= 0) {
      starts.push(start);
      ends.push(index);
    }
    start = -1;
    if (kind === ideograph) {
      starts.push(index);
      ends.push(index + 1);
    }
  }
  return { text, starts, ends };
}

const separator = 0;
const letter = 1;
const ideograph = 2;

const ascii = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9]/i.test(String.fromCharCode(code)) ? letter : separator,
);

function kindOf(code: number): number {
  if (code < 128) return ascii[code] ?? separator;
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? letter : separator;
  if (code >= 0x2000 && code <= 0x2bff) return separator;
  if (code >= 0x3000 && code <= 0x303f) return separator;
  if ((code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff)) return ideograph;
  return code >= 0xff00 && code <= 0xff0f ? separator : letter;
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?:25)+(?=[0-9a-f]{2})/gi, "%"));
  } catch {
    return text;
  }
}

function namedEntity(text: string): string {
  const entity = text.replace(/^&(?:amp;)+(?=.)/i, "&");
  const decoded = decodeHTML(entity);
  return decoded === entity ? " " : decoded;
}
