import { type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../bin/wirebook.js", import.meta.url));
export const fixtures = fileURLToPath(new URL("../fixtures/messages.mjs", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Circumstances {
  readonly input?: string | Uint8Array;
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

/** Runs the built command as a child process, with nothing of this process's colour settings. */
export function wirebook(parameters: readonly string[], given: Circumstances = {}): Promise<Outcome> {
  return run(process.execPath, [bin, ...parameters], given);
}

export function run(
  command: string,
  parameters: readonly string[],
  { input = "", env = {}, cwd }: Circumstances = {},
): Promise<Outcome> {
  const { NO_COLOR: _, FORCE_COLOR: __, NODE_OPTIONS: ___, ...inherited } = process.env;
  const options: SpawnOptions = { env: { ...inherited, ...env }, stdio: "pipe", ...(cwd ? { cwd } : {}) };
  const child = spawn(command, parameters, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin?.on("error", () => {}); // a command that does not read its input is none of a test's business
  child.stdin?.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}
