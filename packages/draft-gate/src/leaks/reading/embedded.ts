import { isText } from "./text-of.ts";

/** Base64 (RFC 4648) in both alphabets, as far as it could say something. */
const run = /[A-Za-z0-9+/_-]{20,}/g;
/** Base64 in lines, as mail and certificates have it. */
const lines = /(?:^[ \t]?[A-Za-z0-9+/]{56,76}\r?\n)+[ \t]?[A-Za-z0-9+/]{0,76}={0,2}/gm;
/** What a file begins with: `PK`, `%PDF`, PNG, gzip, marks of UTF-16. */
const beginnings = ["504b0304", "25504446", "89504e47", "1f8b08", "fffe", "feff"];

/** The bytes that stand in a text as base64: all that a `data:` URL holds, and elsewhere what makes sense. */
export function* embeddedIn(text: string): Generator<Buffer> {
  for (const { 0: digits, index } of text.matchAll(run)) {
    if (text.startsWith(";base64,", index - 8)) yield Buffer.from(digits, "base64");
    else yield* decoded(digits);
  }
  for (const [block] of text.matchAll(lines)) yield* decoded(block.replace(/\s/g, ""));
}

/** Where it begins is not known: letters before it look like digits of it. */
function* decoded(digits: string): Generator<Buffer> {
  for (let skipped = 0; skipped < 4; skipped++) {
    const beginning = Buffer.from(digits.slice(skipped, skipped + 40), "base64");
    if (makesSense(beginning)) yield Buffer.from(digits.slice(skipped), "base64");
  }
}

function makesSense(bytes: Buffer): boolean {
  const hex = bytes.toString("hex", 0, 4);
  if (beginnings.some((beginning) => hex.startsWith(beginning))) return true;
  return isText(bytes) ? isPlain(bytes.toString("utf8")) : isWide(bytes);
}

/** A character that was cut off at the end does not count. */
function isPlain(text: string): boolean {
  return /^[\t\n\r\x20-\x7e\u00a0-\ufffc]+\ufffd{0,3}$/.test(text);
}

function isWide(bytes: Buffer): boolean {
  const halves = [0, 1].map((first) => bytes.filter((_, index) => index % 2 === first));
  return halves.some((half) => half.every((byte) => byte === 0));
}
