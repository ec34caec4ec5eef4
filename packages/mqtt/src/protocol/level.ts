import { LinkError } from "../error.ts";

/** The most bytes of a topic name. @see MQTT 3.1.1 §4.7.3 */
const MAX_BYTES = 65_535;

/** What may not stand in a level: separators, wildcards, control characters and lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const FORBIDDEN = /[/+#\u0000-\u001f\u007f-\u009f]|\p{Cs}/u;

/** Checks one level of a topic name; `offset` is where it begins. */
export function checkLevel(level: string, what: string, offset: number): void {
  if (level === "") throw wrong(`a ${what}, found nothing`, offset);
  const found = FORBIDDEN.exec(level);
  if (found !== null) {
    throw wrong(`a ${what} without /, +, # and control characters`, offset + found.index);
  }
}

/** Checks a topic prefix of any number of levels, without a slash at either end; the empty prefix is one. */
export function checkPrefix(prefix: string): void {
  if (prefix === "") return;
  let offset = 0;
  for (const level of prefix.split("/")) {
    checkLevel(level, "level of the topic prefix", offset);
    offset += level.length + 1;
  }
  if (prefix.startsWith("$")) throw wrong("a topic prefix that does not begin with $", 0);
}

/** Checks the length of a whole topic name. */
export function checkLength(topicName: string): void {
  if (Buffer.byteLength(topicName) > MAX_BYTES) {
    throw wrong(`at most ${MAX_BYTES} bytes`, 0);
  }
}

/** The error of a topic name. */
export function wrong(expected: string, offset: number): LinkError {
  return new LinkError("invalid-name", `topic name at character ${offset}: expected ${expected}`, { offset });
}
