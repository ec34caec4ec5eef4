import { once } from "node:events";
import { badUsage, type CliError, EXIT } from "../error.ts";
import { widthOf } from "./colours.ts";
import { printable, wrap } from "./text.ts";

/**
 * Writes to standard output, and waits until whoever reads it has caught up.
 *
 * @param done - what has been done already, and holds, should the text not be written: a sentence
 * @throws CliError when it cannot be written, as on a full disk
 */
export async function print(text: string | Uint8Array, done?: string): Promise<void> {
  const { stdout } = process;
  const isRead = stdout.write(text);
  if (stdout.errored) throw unwritten(stdout.errored, done);
  if (isRead) return;
  await once(stdout, "drain").catch((error) => {
    throw unwritten(error, done);
  });
}

/** What is said of standard output that cannot be written; where its reader has gone, nothing is, and the command ends. */
export function unwritten(error: Error, done?: string): CliError {
  if (isClosedPipe(error)) process.exit(process.exitCode);
  const { code = error.message } = error as NodeJS.ErrnoException;
  return badUsage(`standard output cannot be written (${code})`, done);
}

type Paint = (line: string) => string;
const plain: Paint = (line) => line;

/** Says something beside the result, on standard error; further lines are set in. */
export function remark(text: string, paint = plain): void {
  const [first = "", ...others] = remarkLines(text);
  process.stderr.write(
    [first, ...others.map((line) => `  ${line}`)].map((line) => `${paint(line)}\n`).join(""),
  );
}

/** Adds to a remark: all its lines are set in. */
export function furtherRemark(text: string, paint = plain): void {
  process.stderr.write(
    remarkLines(text)
      .map((line) => `  ${paint(line)}\n`)
      .join(""),
  );
}

function remarkLines(text: string): string[] {
  const width = widthOf(process.stderr) - 2;
  return text.split("\n").flatMap((line) => wrap(printable(line.trim()), width));
}

/**
 * When the reader has seen enough (`| head`), there is nothing more to do and nothing to complain about. What else cannot be
 * written, the next `print` says.
 */
export function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (isClosedPipe(error)) process.exit(process.exitCode);
      process.exitCode ||= EXIT.badUsage;
    });
  }
}

function isClosedPipe(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === "EPIPE";
}
