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
  if (
    argument !== undefined &&
    argument !== "-" &&
    (begin.test(withoutMark(argument)) || !isFile(argument))
  ) {
    return { text: withoutMark(argument), name: "the argument", isArgument: true };
  }
  const name = argument === undefined || argument === "-" ? "standard input" : argument;
  const bytes = await readAll(openInput(argument, `a value as ${what}`));
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), name, isArgument: false };
  } catch {
    throw badPayload(`${name}: expected ${what} as UTF-8 text`);
  }
}

/** A text without the byte order mark that some editors put in front of it, as characters or as its bytes. */
export function withoutMark(text: string): string {
  return text.replace(/^(?:\ufeff|\u00ef\u00bb\u00bf)(?=.)/s, "");
}
