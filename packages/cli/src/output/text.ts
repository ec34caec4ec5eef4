/** Characters that would steer a terminal or turn its text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;
const MARK = /\p{M}|\p{Cf}/u;

/**
 * Text that is safe to show: what could steer a terminal stands as `\u009b`. JSON text stays the same JSON.
 * Line breaks stay.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Columns that a text takes at a terminal. */
export function columnsOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain text is the common case
  if (/^[\u0000-\u02ff]*$/.test(text)) return text.length;
  let columns = 0;
  for (const sign of text) columns += MARK.test(sign) ? 0 : WIDE.test(sign) ? 2 : 1;
  return columns;
}

/** Fills a text up with spaces. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** Cuts a text that is too long, and shows that it did. */
export function cutEnd(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return `${chunk(Array.from(text), columns - 1)}…`;
}

/** Cuts a path at the front, between two parts where it can: the end says more. */
export function cutPath(path: string, columns: number): string {
  if (columnsOf(path) <= columns) return path;
  const tail = Array.from(chunk(Array.from(path).reverse(), columns - 1))
    .reverse()
    .join("");
  const slash = tail.indexOf("/");
  return `…${slash < 0 ? tail : tail.slice(slash)}`;
}

/** Breaks a text into lines at any character, as for notation that has few spaces. */
export function fold(text: string, columns: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  const signs = Array.from(text);
  const lines: string[] = [];
  for (let at = 0; at < signs.length; ) {
    const line = chunk(signs.slice(at, at + columns), columns);
    lines.push(line);
    at += Math.max(1, Array.from(line).length);
  }
  return lines;
}

/** Breaks a sentence into lines between its words, and a word that fills more than a line anywhere. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ").flatMap((long) => fold(long, columns))) {
    const last = lines[lines.length - 1] as string;
    if (last === "") lines[lines.length - 1] = word;
    else if (columnsOf(last) + 1 + columnsOf(word) <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function chunk(signs: readonly string[], columns: number): string {
  let text = "";
  let used = 0;
  for (const sign of signs) {
    used += columnsOf(sign);
    if (used > columns) break;
    text += sign;
  }
  return text;
}
