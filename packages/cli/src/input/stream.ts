import { createReadStream, type Stats, statSync } from "node:fs";
import { badPayload, badUsage } from "../error.ts";
import { count } from "../output/count.ts";

/** Where bytes come from: a file, or standard input as `-`. */
export interface Input {
  readonly name: string;
  readonly stream: AsyncIterable<Buffer>;
  /** Length in bytes, where it is known. */
  readonly size?: number;
}

/** What a payload, hex with spaces included, may need; far above the codec's own limit. */
const MOST = 16 * 1024 * 1024;

/** Whether there is something to read under this name. */
export function isFile(path: string): boolean {
  return statsOf(path)?.isDirectory() === false;
}

/** Whether this names a folder. */
export function isFolder(path: string): boolean {
  return statsOf(path)?.isDirectory() === true;
}

/** What there is under a name; for text that can be no name, such as a long payload, there is nothing. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/**
 * Opens a file, or standard input for `-` and for no name at all.
 *
 * @throws CliError when the file cannot be read, or when standard input is a terminal and no `-` asked for it
 */
export function openInput(path: string | undefined, what: string): Input {
  if (path === "-") return standardInput();
  if (path === undefined) {
    if (process.stdin.isTTY)
      throw badUsage(`expected ${what}`, "Give it as an argument, as a file, or as - for standard input.");
    return standardInput();
  }
  const stats = statsOf(path);
  if (stats === undefined)
    throw badUsage(`${path}: no such file`, `Expected ${what}, or - for standard input.`);
  if (stats.isDirectory()) throw badUsage(`${path}: expected a file, found a folder`);
  return {
    name: path,
    stream: chunks(createReadStream(path), path),
    ...(stats.isFile() ? { size: stats.size } : {}),
  };
}

function standardInput(): Input {
  return { name: "standard input", stream: chunks(process.stdin, "standard input") };
}

async function* chunks(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw badUsage(`${name}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
  }
}

/**
 * Reads an input to its end.
 *
 * @throws CliError when it cannot be read, or holds more than any payload may
 */
export async function readAll(input: Input): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input.stream) {
    length += part.length;
    if (length > MOST) {
      throw badPayload(
        `${input.name}: expected one payload, found more than ${count(MOST)} bytes`,
        "A capture of many payloads is read with: wirebook decode --lines",
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
