import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What tells a process from every other, as far as its system says. */
export interface ProcessIdentity {
  /** Name of the host, for whoever reads it: containers often make one up. */
  readonly host: string;
  readonly pid: number;
  /** The same for all that one kernel runs between two starts of it. */
  readonly kernel: string;
  /** Where process ids count: the PID namespace on Linux. */
  readonly pids: string;
  /** When the process began, in the kernel's own unit; empty where it does not say. */
  readonly began: string;
}

const MOST_NAME = 200;

/** The process that this is. */
export function identifyThisProcess(): ProcessIdentity {
  const { platform, pid } = process;
  const host = hostname().slice(0, MOST_NAME);
  const boot = platform === "linux" ? textOf("/proc/sys/kernel/random/boot_id") : undefined;
  return {
    host,
    pid,
    kernel: boot ?? `${platform} ${host}`,
    pids: attempt(() => readlinkSync("/proc/self/ns/pid")) ?? "",
    began: statOf("self")?.began ?? "",
  };
}

/**
 * Whether a process is known to have ended. Only the same kernel, where the same process ids count, can know: of all
 * others, and where ids are missing, it is `false`.
 */
export function hasEnded(other: ProcessIdentity, here: ProcessIdentity = identifyThisProcess()): boolean {
  if (other.kernel !== here.kernel || other.pids !== here.pids) return false;
  // Linux without /proc: who is in a container and who is not cannot be told.
  if (process.platform === "linux" && here.pids === "") return false;
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  const stat = statOf(String(other.pid));
  if (stat === undefined || other.began === "") return false;
  return stat.began !== other.began || stat.state === "Z" || stat.state === "X";
}

/** State and beginning of a process. Its name, which stands before them in brackets, may hold anything. */
function statOf(pid: string): { readonly state: string; readonly began: string } | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", began: fields[19] ?? "" };
}

function textOf(path: string): string | undefined {
  return attempt(() => readFileSync(path, "utf8").trim());
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
