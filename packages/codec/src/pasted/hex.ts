/** What stands around bytes where they were copied from, and is none of them. */
const WRAPPINGS: readonly RegExp[] = [
  // CBOR's diagnostic notation, and texts of most languages: h'a161', b"\xa1\x61", '...'
  /^(?:h|b|x|bytes)?(['"])(?<inside>[^'"]*)\1;?$/i,
  // C arrays, with what declares them; Node's Buffer; arrays of other languages
  /^(?:[\w\s*[\]]*=\s*)?\{(?<inside>[^{}]*\S[^{}]*)\}\s*;?$/,
  /^<Buffer (?<inside>[^<>]*)>$/,
  /^\[(?<inside>[^[\]]*\S[^[\]]*)\]$/,
];

/** One byte or several, with what stands in front of them. Behind a backslash and an x there are two digits, and more is text. */
const WORD = /^(?:(?:0x)?[0-9a-f]+|(?:\\x[0-9a-f]{2})+)?$/i;
const BETWEEN = /[\s:,;-]+/;
const COMMENT = /\/\*.*?\*\/|\/\/[^\n]*/gs;

/**
 * Reads hex as people have it: `a161`, `A1 61`, `a1:61`, `a1-61`, `0xa1, 0x61`, `\xa1\x61`, `h'a161'`, a C array,
 * `<Buffer a1 61>`; `undefined` when it is something else.
 */
export function fromHex(text: string): Uint8Array | undefined {
  const digits = hexDigits(text);
  return digits === undefined ? undefined : bytesOf(digits);
}

/** Without a text for each byte: there may be a million of them. */
function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = 16 * digitAt(digits, at * 2) + digitAt(digits, at * 2 + 1);
  }
  return bytes;
}

function digitAt(digits: string, at: number): number {
  const code = digits.charCodeAt(at);
  return code <= 0x39 ? code - 0x30 : (code & 0x1f) + 9;
}

function hexDigits(text: string): string | undefined {
  if (/^[0-9a-f]*$/i.test(text)) return text.length % 2 === 0 ? text : undefined;
  const { inside, isList } = unwrapped(text);
  const words = inside.split(BETWEEN).filter((word) => word !== "");
  // In a list of numbers, one without a prefix is decimal: two digits each, and a letter among them, are none of a program.
  const isHex = (word: string): boolean => /^0x[0-9a-f]+$/i.test(word);
  const arePairs = words.every((word) => /^[0-9a-f]{2}$/i.test(word)) && /[a-f]/i.test(inside);
  if (isList && !arePairs && !words.every(isHex)) return undefined;
  let digits = "";
  for (const word of words) {
    if (!WORD.test(word)) return undefined;
    const plain = word.replaceAll(/0x|\\x/gi, "");
    // A number such as 0x5 is a whole byte; a lone digit among plain ones may be half of one.
    if (plain.length % 2 === 1 && !/^0x.$/i.test(word)) return undefined;
    digits += plain.length % 2 === 1 ? `0${plain}` : plain;
  }
  return digits;
}

/** What stands in the wrapping, and whether that is one of numbers. */
function unwrapped(text: string): { inside: string; isList: boolean } {
  const trimmed = text.trim();
  for (const wrapping of WRAPPINGS) {
    const inside = wrapping.exec(trimmed)?.groups?.inside;
    if (inside !== undefined)
      return { inside: inside.replaceAll(COMMENT, " "), isList: /[}\]];?\s*$/.test(trimmed) };
  }
  return { inside: trimmed, isList: false };
}

/** Reads a list of decimal numbers, as programs have an array of bytes: `[161, 97]`; `undefined` when it is something else. */
export function fromNumbers(text: string): Uint8Array | undefined {
  const { inside, isList } = unwrapped(text);
  const words = inside.split(/[\s,]+/).filter((word) => word !== "");
  const isByte = (word: string): boolean => /^(?:0|[1-9]\d{0,2})$/.test(word) && Number(word) < 256;
  return isList && words.length > 0 && words.every(isByte) ? Uint8Array.from(words, Number) : undefined;
}

/** Says what keeps a text from being hex, without showing it. */
export function whyNotHex(text: string): string {
  const blank = (wrapping: string): string => " ".repeat(wrapping.length);
  const stripped = text.replace(/0x|\\x/gi, blank).replace(/^\s*[hb]?['"{[<]|['"}\]>];?\s*$/g, blank);
  const wrong = stripped.search(/[^0-9a-f\s:,;-]/i);
  if (wrong >= 0) return `character ${wrong + 1} is no hex digit`;
  return "an odd number of hex digits";
}
