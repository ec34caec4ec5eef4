import { quietOnClosedPipe } from "./output/print.ts";
import { createProgram } from "./program.ts";
import { report } from "./report.ts";

quietOnClosedPipe();
try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}
