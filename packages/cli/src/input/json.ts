import { badPayload, badUsage } from "../error.ts";
import { isFile, openInput, readAll } from "./stream.ts";

/**
 * Reads JSON from the command line: the text itself, a file, or `-` or nothing for standard input.
 *
 * @throws CliError when there is no JSON; the text says where it stops being JSON and shows nothing of it
 */
export async function readJson(argument: string | undefined): Promise<unknown> {
  const isText =
    argument !== undefined && argument !== "-" && (/^\s*[{["]/.test(argument) || !isFile(argument));
  const name = isText
    ? "the argument"
    : argument === undefined || argument === "-"
      ? "standard input"
      : argument;
  const text = isText ? argument : utf8(await readAll(openInput(argument, "a value as JSON")), name);
  const parsed = parse(text);
  if (parsed.ok) return parsed.json;
  if (isText && !/^\s*[{["]/.test(text)) {
    throw badUsage(
      "the argument is no JSON, and there is no file of that name",
      "Expected JSON or a file; - is standard input.",
    );
  }
  throw badPayload(`${name}: expected JSON, found something else at ${placeIn(text)}`);
}

function utf8(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badPayload(`${name}: expected JSON as UTF-8 text`);
  }
}

function parse(text: string): { ok: true; json: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, json: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/**
 * Line and column of the first character that is no JSON. V8's own message quotes the text around it, which may be a
 * secret, and often leaves out the place: so it is looked for as the end of the longest beginning that could go on.
 */
function placeIn(text: string): string {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (couldGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const lines = text.slice(0, good).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) as string).length + 1}`;
}

function couldGoOn(beginning: string): boolean {
  const parsed = parse(beginning);
  if (parsed.ok || /end of JSON input|Unterminated string/.test(parsed.reason)) return true;
  return new RegExp(`at position ${beginning.length}\\b`).test(parsed.reason);
}
