import { once } from "node:events";

/** Writes to standard output, and waits until whoever reads it has caught up. */
export async function print(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** A remark beside the result, on standard error. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
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
