import { once } from "node:events";
import { widthOf } from "./colours.ts";
import { printable, wrap } from "./text.ts";

/** Writes to standard output, and waits until whoever reads it has caught up. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
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

/** When the reader has seen enough (`| head`), there is nothing more to do and nothing to complain about. */
export function quietOnClosedPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(process.exitCode);
    });
  }
}
