import { spawn, spawnSync } from "node:child_process";
import { connect } from "node:net";
import { badUsage } from "../error.ts";

/** A mosquitto of this machine. */
export interface Program {
  readonly command: string;
  /** Such as `2.0.11`. */
  readonly version: string;
}

/** A mosquitto that runs. */
export interface RunningBroker {
  /** What it has said. */
  output(): string;
  /** Lets it read its files again; resolves with whether it still runs. */
  reload(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Where it is where no list of programs names its folder. */
const PLACES = ["mosquitto", "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"];

/** Milliseconds for it to listen, to end, and to read its files again. */
const START = 10_000;
const STOP = 10_000;
const RELOAD = 500;

/**
 * Finds mosquitto.
 *
 * @throws CliError where there is none
 */
export function findProgram(named: string | undefined): Program {
  for (const command of named === undefined ? PLACES : [named]) {
    const { stdout } = spawnSync(command, ["-h"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const [, version] = /^mosquitto version (\S+)/.exec(stdout ?? "") ?? [];
    if (version !== undefined) return { command, version };
  }
  throw badUsage(
    `${named ?? "mosquitto"}: not found, or no mosquitto`,
    "--check starts the real broker: install it, or name it by --mosquitto PROGRAM.",
  );
}

/**
 * Starts it, and resolves when it listens at all ports.
 *
 * @throws Error with what it said, where it does not
 */
export async function startBroker(
  { command }: Program,
  configuration: string,
  ports: readonly number[],
): Promise<RunningBroker> {
  const child = spawn(command, ["-c", configuration], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  });
  const killed = (): void => void child.kill("SIGKILL");
  // Before its folder is removed, in which it might write.
  process.prependOnceListener("exit", killed);
  void ended.then(() => process.off("exit", killed));
  const runs = (): boolean => child.exitCode === null && child.signalCode === null;
  const stop = async (): Promise<void> => {
    const asked = Date.now();
    while (runs()) {
      // One that comes just before its work begins is lost on mosquitto 2.0.
      child.kill(Date.now() - asked < STOP ? "SIGTERM" : "SIGKILL");
      await Promise.race([ended, pause(200)]);
    }
    await ended;
  };
  const until = Date.now() + START;
  for (const port of ports) {
    while (!(await accepts(port))) {
      if (runs() && Date.now() < until) await pause(20);
      else {
        await stop();
        throw new Error(said);
      }
    }
  }
  return {
    output: () => said,
    reload: async () => {
      child.kill("SIGHUP");
      await pause(RELOAD);
      return runs();
    },
    stop,
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
