import { readFileSync } from "node:fs";
import { Command } from "commander";
import { createColors } from "picocolors";
import { buildCommand } from "./commands/build-command.mjs";
import { scanCommand } from "./commands/scan-command.mjs";
import { serveCommand } from "./commands/serve-command.mjs";
import { userCommand } from "./commands/user-command.mjs";
import { DraftGateError } from "./error.mjs";
import { exitCode } from "./exit-code.mjs";

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
  .addCommand(serveCommand())
  .addCommand(userCommand());

try {
  await program.parseAsync();
} catch (error) {
  const { red } = createColors(process.stderr.isTTY === true && !process.env.NO_COLOR);
  if (!(error instanceof DraftGateError)) throw error;
  console.error(`${red(error.code)}: ${error.message}`);
  process.exitCode = exitCode(error.code);
}
