import { CommanderError } from "commander";
import { CliError, EXIT } from "./error.ts";
import { coloursFor } from "./output/colours.ts";
import { furtherRemark, remark } from "./output/print.ts";

/**
 * Says on standard error what went wrong, and answers the exit code.
 * Only a fault of this program shows where in the program it came from.
 */
export function report(error: unknown): number {
  const { red, dim } = coloursFor(process.stderr);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.badUsage; // it has spoken already
  if (error instanceof CliError) {
    remark(`wirebook: ${error.message}`, (line) => line.replace(/^wirebook:/, red));
    if (error.hint !== undefined) furtherRemark(error.hint, dim);
    return error.exitCode;
  }
  const trace = error instanceof Error ? error.stack : String(error);
  process.stderr.write(
    `${red("wirebook:")} this is a fault of wirebook itself, please report it\n${trace}\n`,
  );
  return EXIT.internal;
}
