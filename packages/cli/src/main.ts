import { quietOnClosedPipe, unwritten } from "./output/print.ts";
import { createProgram } from "./program.ts";
import { report } from "./report.ts";

quietOnClosedPipe();
// What fails beside the verb, such as the output of one that runs on, ends it in the same way.
process.on("unhandledRejection", (error) => process.exit(report(error)));
let failed = false;
try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
  failed = process.exitCode !== 0;
}
// The text of --help is no verb's.
if (!failed && process.stdout.errored) process.exitCode = report(unwritten(process.stdout.errored));
