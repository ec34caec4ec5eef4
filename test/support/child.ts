import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A program that runs beside this one. */
export interface Child {
  readonly process: ChildProcess;
  /** What it has written to either stream. */
  output(): string;
  /** Resolves with the output so far, when it holds a text. */
  says(text: string, within?: number): Promise<string>;
  /** Ends it, by default with SIGKILL. */
  end(signal?: NodeJS.Signals): Promise<void>;
  /** Its exit code, when it has ended. */
  ended: Promise<number | null>;
}

/** Starts a program. It ends with this one. */
export function startChild(command: string, parameters: readonly string[]): Child {
  const child = spawn(command, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  let output = "";
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = new Promise<number | null>((resolve) => {
    child.on("error", (error) => {
      output += String(error);
      resolve(null);
    });
    child.on("close", (code) => {
      resolve(code);
      for (const listener of listeners) listener();
    });
  });
  const stop = (): void => {
    child.kill("SIGKILL");
  };
  process.once("exit", stop);
  ended.then(() => process.off("exit", stop));
  return {
    process: child,
    output: () => output,
    says: (text, within = 20_000) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (output.includes(text)) done(() => resolve(output));
          else if (child.exitCode !== null || child.signalCode !== null) {
            done(() => reject(new Error(`${command}: ended before it said "${text}":\n${output}`)));
          }
        };
        const timer = setTimeout(
          () =>
            done(() =>
              reject(new Error(`${command}: did not say "${text}" within ${within} ms:\n${output}`)),
            ),
          within,
        );
        const done = (then: () => void): void => {
          clearTimeout(timer);
          listeners.delete(check);
          then();
        };
        listeners.add(check);
        check();
      }),
    end: async (signal = "SIGKILL") => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, "close");
      }
    },
    ended,
  };
}
