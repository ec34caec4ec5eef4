/**
 * CBOR from what people write for it: diagnostic notation.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8949.html#section-8 | RFC 8949 §8}
 * @see {@link https://www.rfc-editor.org/rfc/rfc8610.html#appendix-G | RFC 8610 appendix G} for `<<…>>`, texts of bytes and comments
 * @module
 */
import { BREAK, INDEFINITE, MAJOR, SIMPLE } from "../cbor/head.ts";
import { DEEPEST } from "../cbor/limits.ts";
import { createWriter, type Writer } from "../cbor/write.ts";
import { atMost, DATA_ITEM } from "../sentences.ts";

/**
 * Writes what diagnostic notation says, in preferred serialization but for what it says to be of indefinite length: what
 * `diagnose` writes, byte strings as `h'…'`, `b64'…'` and `'…'`, bignums as integers, `<<…>>` for CBOR in a byte string, and
 * comments (`/ … /`, and `#` to the end of the line). Encoding indicators (`1_1`), digits other than decimal ones and other
 * spellings of bytes (`b32'…'`) are not read.
 *
 * @throws SyntaxError where it is something else; the text says the line and the column, and shows nothing of it
 */
export function diagnosticToCbor(text: string): Uint8Array<ArrayBuffer> {
  const source = createSource(text);
  const out = createWriter();
  readItem(source, out, 0);
  source.end();
  return out.finish();
}

/** A text and how far it is read. Blanks and comments in front of what is asked for are passed. */
interface Source {
  /** Takes what matches there: a sticky pattern. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** Whether this is there. */
  sees(pattern: RegExp): boolean;
  /** Takes this, or refuses what is there instead. */
  need(pattern: RegExp, expected: string): RegExpExecArray;
  fail(expected: string): never;
  end(): void;
}

const BLANK = /(?:[ \t\r\n]|\/[^/]*\/|#[^\n]*)*/y;

function createSource(text: string): Source {
  let at = 0;
  const look = (pattern: RegExp) => {
    BLANK.lastIndex = at;
    BLANK.exec(text);
    pattern.lastIndex = BLANK.lastIndex;
    return pattern.exec(text);
  };
  const take: Source["take"] = (pattern) => {
    const match = look(pattern);
    if (match === null) return undefined;
    at = pattern.lastIndex;
    return match;
  };
  const fail = (expected: string): never => {
    BLANK.lastIndex = at;
    BLANK.exec(text);
    const lines = text.slice(0, BLANK.lastIndex).split("\n");
    const place = `line ${lines.length}, column ${(lines.at(-1) as string).length + 1}`;
    throw new SyntaxError(`diagnostic notation, ${place}: expected ${expected}`);
  };
  return {
    take,
    sees: (pattern) => look(pattern) !== null,
    fail,
    need: (pattern, expected) => take(pattern) ?? fail(expected),
    end: () => {
      if (take(/$/y) === undefined) fail("the end of the text");
    },
  };
}

const WORDS: Readonly<Record<string, number>> = SIMPLE;

/** What is expected in place of an encoding indicator. */
const INDICATOR = "no encoding indicator: how long a head is follows from what it says";

/** What others write and is not read here, with what is expected in its place. */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [/_|[-+]?[\d.]+(?:e[-+]?\d+)?_/iy, INDICATOR],
  [/[-+]?0[xob]/iy, "a number in decimal digits"],
  [/[a-z][\w-]*'/iy, "bytes as h'…', b64'…' or '…'"],
  [/[-+]?(?:NaN|Infinity)/iy, "NaN, Infinity or -Infinity"],
  [/[-+]?(?:0\d|\.|\d+\.(?!\d))|\+/y, "a number as JSON has it"],
];

function readItem(source: Source, out: Writer, level: number): void {
  readWhole(source, out, level);
  if (source.sees(/_/y)) source.fail(INDICATOR);
}

function readWhole(source: Source, out: Writer, level: number): void {
  if (level > DEEPEST) source.fail(atMost(DEEPEST, "levels"));
  const open = source.take(/([[{(])(_(?![\w.]))?/y);
  if (open !== undefined) return readContainer(source, out, open, level);
  if (source.take(/<</y) !== undefined) {
    const inside = createWriter();
    readItems(source, />>/y, "a comma or >>", () => readItem(source, inside, level + 1));
    return out.bytes(inside.finish());
  }
  const empty = source.take(/(''|"")_(?![\w.])/y);
  if (empty !== undefined) {
    return out.raw(indefinite(empty[1] === "''" ? MAJOR.bytes : MAJOR.text, []));
  }
  if (readString(source, out)) return;
  const simple = source.take(/simple\([ \t\r\n]*(\d+)[ \t\r\n]*\)/y);
  if (simple !== undefined) return writeSimple(source, out, Number(simple[1]));
  const word = source.take(/(?:false|true|null|undefined)\b/y);
  if (word !== undefined) return out.raw(Uint8Array.of(WORDS[word[0]] as number));
  const special = source.take(/(?:NaN|-?Infinity)(?![\w.])/y);
  if (special !== undefined) return out.float(Number(special[0]));
  const float = source.take(/-?(?:0|[1-9]\d*)(?:\.\d+(?:e[-+]?\d+)?|e[-+]?\d+)(?![\w.])/iy);
  if (float !== undefined) return writeFloat(source, out, Number(float[0]));
  const integer = source.take(/-?(?:0|[1-9]\d*)(?![\w.])/y);
  if (integer === undefined) {
    const [, expected] = UNREAD.find(([pattern]) => source.sees(pattern)) ?? [];
    return source.fail(expected ?? DATA_ITEM);
  }
  const content = source.take(/\(/y);
  if (content === undefined) return writeInteger(out, BigInt(integer[0]));
  const tag = BigInt(integer[0]);
  if (tag < 0n || tag >= 2n ** 64n) source.fail("a tag number from 0 to 2^64-1");
  out.head(MAJOR.tag, tag);
  readItem(source, out, level + 1);
  source.need(/\)/y, "a closing parenthesis");
}

/** `[1, 2]`, `{1: 2}`, `(_ h'01', h'02')`, each of them perhaps of indefinite length. */
function readContainer(source: Source, out: Writer, [, bracket, mark]: RegExpExecArray, level: number): void {
  if (bracket === "(" && mark === undefined) source.fail("_ behind the parenthesis of a string in chunks");
  const items: Uint8Array[] = [];
  const read = (readOne: (inside: Writer) => void): void => {
    const inside = createWriter();
    readOne(inside);
    items.push(inside.finish());
  };
  if (bracket === "[") {
    readItems(source, /\]/y, "a comma or ]", () => read((inside) => readItem(source, inside, level + 1)));
    return writeItems(out, MAJOR.array, items, mark);
  }
  if (bracket === "{") {
    readItems(source, /\}/y, "a comma or }", () =>
      read((inside) => {
        readItem(source, inside, level + 1);
        source.need(/:/y, "a colon");
        readItem(source, inside, level + 1);
      }),
    );
    return writeItems(out, MAJOR.map, items, mark);
  }
  readItems(source, /\)/y, "a comma or )", () =>
    read((inside) => {
      if (!readString(source, inside)) source.fail("a string");
    }),
  );
  const majors = new Set(items.map(([initial = 0]) => initial >> 5));
  if (majors.size !== 1) source.fail("chunks of one kind, one at least");
  writeItems(out, [...majors][0] as number, items, mark);
}

function writeItems(
  out: Writer,
  major: number,
  items: readonly Uint8Array[],
  mark: string | undefined,
): void {
  if (mark !== undefined) return out.raw(indefinite(major, items));
  out.head(major, items.length);
  for (const item of items) out.raw(item);
}

function indefinite(major: number, items: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.of((major << 5) | INDEFINITE, ...items.flatMap((item) => [...item]), BREAK);
}

/** What stands between an opening bracket and its closing one, with commas between. */
function readItems(source: Source, close: RegExp, expected: string, readOne: () => void): void {
  if (source.take(close) !== undefined) return;
  do {
    readOne();
    if (source.take(close) !== undefined) return;
    source.need(/,/y, expected);
  } while (source.take(close) === undefined);
}

/** A text, or bytes in one of three spellings; `false` where something else is there. */
function readString(source: Source, out: Writer): boolean {
  const text = source.take(/"(?:[^"\\\n]|\\.)*"/y);
  if (text !== undefined) {
    out.text(fromJson(source, text[0]));
    return true;
  }
  const bytes = source.take(/(h|b64|)'((?:[^'\\]|\\.)*)'/y);
  if (bytes === undefined) return false;
  const [, form, content = ""] = bytes;
  if (form === "h") out.bytes(fromHex(source, content.replaceAll(/[ \t\r\n]|\/[^/]*\/|#[^\n]*/g, "")));
  else if (form === "b64") out.bytes(fromBase64(source, content.replaceAll(/[ \t\r\n]/g, "")));
  else out.bytes(new TextEncoder().encode(fromJson(source, `"${asInJson(content)}"`)));
  return true;
}

/** What stands between single quotes as it would between double ones. */
function asInJson(content: string): string {
  return content.replaceAll(/\\.|[^\\]+/g, (part) => {
    if (part.startsWith("\\")) return part === "\\'" ? "'" : part;
    return JSON.stringify(part).slice(1, -1);
  });
}

function fromJson(source: Source, quoted: string): string {
  try {
    const text = JSON.parse(quoted) as string;
    if (text.isWellFormed()) return text;
  } catch {
    // The same words for both.
  }
  return source.fail("in front of here a text as JSON has it");
}

function fromHex(source: Source, digits: string): Uint8Array {
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits))
    source.fail("in front of here pairs of hex digits");
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

function fromBase64(source: Source, symbols: string): Uint8Array {
  try {
    const binary = atob(symbols.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
  } catch {
    return source.fail("in front of here base64");
  }
}

function writeFloat(source: Source, out: Writer, value: number): void {
  if (!Number.isFinite(value)) source.fail("in front of here a number that 64 bits hold");
  out.float(value);
}

/** An integer in 64 bits, or else the bignum that it is. */
function writeInteger(out: Writer, value: bigint): void {
  const magnitude = value < 0n ? -1n - value : value;
  if (magnitude < 2n ** 64n) return out.integer(value);
  const digits = magnitude.toString(16);
  const pairs = digits.length % 2 === 0 ? digits : `0${digits}`;
  out.head(MAJOR.tag, value < 0n ? 3 : 2);
  out.bytes(Uint8Array.from(pairs.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

function writeSimple(source: Source, out: Writer, value: number): void {
  if (value > 255 || (value >= 24 && value < 32))
    source.fail("in front of here a simple value: 0 to 23, or 32 to 255");
  out.raw(value < 24 ? Uint8Array.of(0xe0 | value) : Uint8Array.of(0xf8, value));
}
