import { badUsage } from "../error.ts";
import { openInput } from "../input/stream.ts";

/** The most bytes of a file of settings or secrets: those of 100,000 users have room. */
const MOST = 64 * 2 ** 20;

/** A text, and what it comes from. */
export interface Text {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads a file, or standard input as `-`, as UTF-8.
 *
 * @throws CliError where it cannot be read, is too long, or is no UTF-8
 */
export async function readText(path: string, what: string): Promise<Text> {
  const { name, stream } = openInput(path, what);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > MOST) throw badUsage(`${name}: expected ${what}, found more than ${MOST / 2 ** 20} MiB`);
    parts.push(part);
  }
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts)) };
  } catch {
    throw badUsage(`${name}: expected ${what} in UTF-8, found something else`);
  }
}
