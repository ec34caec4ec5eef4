import { readFileSync } from "node:fs";
import { Command } from "commander";
import { createColors } from "picocolors";
import { buildCommand } from "./commands/build-command.ts";
import { proveCommand } from "./commands/prove-command.ts";
import { scanCommand } from "./commands/scan-command.ts";
import { serveCommand } from "./commands/serve-command.ts";
import { userCommand } from "./commands/user-command.ts";
import { DraftGateError } from "./error.ts";
import { exitCode } from "./exit-code.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const program = new Command("docusaurus-draft-gate")
  .description(
    "Two trees from one Docusaurus site: with the drafts for readers who signed in, without for everybody else.",
  )
  .version(version)
  .addCommand(buildCommand())
  .addCommand(scanCommand())
  .addCommand(proveCommand())
  .addCommand(serveCommand())
  .addCommand(userCommand());

// Whoever read the output may be gone, and a disk that it went to may be full: that ends no build and no server. A
// stream with a listener throws nothing; the server's audit log has one of its own beside this.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  const { red } = createColors(process.stderr.isTTY === true && !process.env.NO_COLOR);
  if (error instanceof DraftGateError) {
    console.error(`${red(error.code)}: ${error.message}`);
    process.exitCode = exitCode(error.code);
  } else if (isOfSystem(error)) {
    // A full disk, a folder that may not be written to: its sentence says which, and a stack says nothing more.
    console.error(`${red(error.code)}: ${error.message}`);
    process.exitCode = 1;
  } else throw error;
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error;
}
