import { badPayload } from "../error.ts";
import { isFile, openInput, readAll } from "./stream.ts";

/** A text, and where it came from. */
export interface GivenText {
  readonly text: string;
  /** `the argument`, `standard input`, or the file's name. */
  readonly name: string;
  readonly isArgument: boolean;
}

/**
 * Reads a text from the command line: the argument itself, a file, or `-` or nothing for standard input.
 *
 * @param what - what is expected, such as `JSON`
 * @param begin - how a text begins that is the name of no file
 * @throws CliError when it cannot be read, or is no UTF-8
 */
export async function readText(
  argument: string | undefined,
  what: string,
  begin: RegExp,
): Promise<GivenText> {
  if (argument !== undefined && argument !== "-" && (begin.test(argument) || !isFile(argument))) {
    return { text: argument, name: "the argument", isArgument: true };
  }
  const name = argument === undefined || argument === "-" ? "standard input" : argument;
  const bytes = await readAll(openInput(argument, `a value as ${what}`));
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), name, isArgument: false };
  } catch {
    throw badPayload(`${name}: expected ${what} as UTF-8 text`);
  }
}
