import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gateCommand } from "../site.ts";
import { addAccount, origin, secretOfServer } from "./running.ts";

/** The command `serve`, running. */
export interface Child {
  readonly address: string;
  readonly metricsAddress: string;
  readonly pid: number;
  output(): string;
  /** What the server opened of the private tree, a line for each time. */
  opened(): string[];
  /** Resident memory in MB. */
  memory(): number;
  /** Reads no more of what it says: the other end of both pipes is closed. */
  hangUp(): void;
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

const preload = fileURLToPath(new URL("opened-files.mjs", import.meta.url));

/** Starts `docusaurus-draft-gate serve` for a folder, with its configuration in a file. */
export async function startServe(
  dir: string,
  settings: Record<string, unknown> = {},
  { watchFiles = false } = {},
): Promise<Child> {
  const config = path.join(dir, "config.json");
  const opened = path.join(dir, "opened");
  const users = path.join(dir, "users.json");
  const defaults = {
    url: origin,
    secrets: [secretOfServer],
    listen: { port: 0 },
    users,
    metrics: { port: 0 },
  };
  await addAccount(users, "ada");
  writeFileSync(config, JSON.stringify({ ...defaults, ...settings }));
  writeFileSync(opened, "");
  const options = watchFiles ? ["--import", preload] : [];
  const child = spawn(
    process.execPath,
    [...options, gateCommand, "serve", "--dir", dir, "--config", config],
    {
      env: { ...process.env, OPENED: opened },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const addresses = await new Promise<string[]>((resolve, reject) => {
    child.stderr.on("data", (data) => {
      output += data;
      const found = /listening on (\S+), metrics on (\S+),|listening on (\S+),/.exec(output);
      if (found) resolve([found[1] ?? found[3] ?? "", found[2] ?? ""]);
    });
    closed.then(() => reject(new Error(output)));
  });
  const pid = child.pid ?? 0;
  return {
    address: addresses[0] ?? "",
    metricsAddress: addresses[1] ?? "",
    pid,
    output: () => output,
    opened: () => (existsSync(opened) ? readFileSync(opened, "utf8").split("\n").filter(Boolean) : []),
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024,
    hangUp() {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    stop(signal = "SIGTERM") {
      child.kill(signal);
      return closed;
    },
  };
}
