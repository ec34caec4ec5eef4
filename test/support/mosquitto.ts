import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { listening } from "./listening.ts";

/** A mosquitto that runs with a configuration of its own. */
export interface Mosquitto {
  /** Kills it with SIGKILL, and starts it again with what it had on disk. */
  killAndRestart(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it as a machine does that is shut down: it writes what it has. */
  stop(): Promise<void>;
  start(): Promise<void>;
  output(): string;
}

/** Starts mosquitto with a configuration, and resolves when it listens at `port`. */
export async function startMosquitto(
  folder: string,
  configuration: string,
  port: number,
): Promise<Mosquitto> {
  const file = join(folder, "mosquitto.conf");
  writeFileSync(file, configuration);
  let child: Child;
  const start = async (): Promise<void> => {
    child = startChild("mosquitto", ["-c", file]);
    await Promise.race([
      listening(port),
      child.ended.then(() => {
        throw new Error(
          `mosquitto ended: is it installed? scripts/system-packages.sh does that\n${child.output()}`,
        );
      }),
    ]);
  };
  await start();
  return {
    start,
    kill: () => child.end(),
    stop: () => child.end("SIGTERM"),
    killAndRestart: async () => {
      await child.end();
      await start();
    },
    output: () => child.output(),
  };
}
