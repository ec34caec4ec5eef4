import path from "node:path";
import { Command } from "commander";

/** `docusaurus-draft-gate serve` */
export function serveCommand(): Command {
  return new Command("serve")
    .description(
      "serve both trees: the private one to readers who signed in, the public one to everybody else",
    )
    .option("--dir <dir>", "the folder that build published to", "gated")
    .option("--config <file>", "the configuration, JSON or YAML; DRAFT_GATE_… variables win over it")
    .action(async ({ dir, config: file }: { dir: string; config?: string }) => {
      // Only this command needs the server's libraries.
      const { readConfig } = await import("../serve/config/read-config.ts");
      const { createLog } = await import("../serve/telemetry/log.ts");
      const { serve } = await import("../serve/serve.ts");
      const config = await readConfig(file && path.resolve(file), process.env);
      const log = createLog(process.stderr);
      const server = await serve(path.resolve(dir), config, log);
      // What moves logs away sends this; a terminal that is closed does too, and there the server ends.
      if (!process.stdin.isTTY) process.on("SIGHUP", () => server.reopenLogs());
      for (const signal of ["SIGTERM", "SIGINT"] as const) {
        process.once(signal, async () => {
          log("info", `${signal}: stopping`);
          await server.stop();
          process.exit(0);
        });
      }
    });
}
