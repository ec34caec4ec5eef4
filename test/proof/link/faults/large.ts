import { closeSync, ftruncateSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { startChild } from "../../../support/child.ts";

/** Bytes of a message that mosquitto takes, whose own limit is 256 MB, and that no backend wants. */
const LARGE_BYTES = 250_000_000;
/** The device that sends it, which sends nothing else. */
const LARGE_DEVICE = "70b3d5e050ffffff";
/** The most bytes of memory that it may take. */
const MOST_GROWTH = 200 * 2 ** 20;

/** What a message that is too large has done to the backend. */
export interface LargeOutcome {
  /** Dead letters that say it was too large. */
  readonly letters: number;
  /** Bytes of memory that the backend's process took at most, before the message and after it. */
  readonly before: number;
  readonly after: number;
}

/** The most bytes of memory that a process took so far. */
export function peakOf(pid: number | undefined): number {
  const [, kibibytes = "0"] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) * 1024;
}

/** Publishes a message that is too large, with mosquitto's own client, and resolves when it is acknowledged. */
export async function publishLarge(port: number, folder: string): Promise<void> {
  const file = join(folder, "large");
  const handle = openSync(file, "w");
  ftruncateSync(handle, LARGE_BYTES);
  closeSync(handle);
  const address = ["-h", "127.0.0.1", "-p", String(port), "-i", LARGE_DEVICE, "-q", "1"];
  const child = startChild("mosquitto_pub", [...address, "-t", `LOB/${LARGE_DEVICE}/up/tick`, "-f", file]);
  const code = await child.ended;
  rmSync(file);
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}: ${child.output()}`);
}

/** How many messages were too large, by the dead letters of an inbox. */
export function countLarge(inbox: string): number {
  const files = openInboxFiles(inbox);
  const letters = [...files.dead()].filter(({ reason }) => reason.code === "too-large").length;
  files.close();
  return letters;
}

/** What must not be, in words. */
export function wrongInLarge({ letters, before, after }: LargeOutcome): string[] {
  return [
    ...(letters === 1 ? [] : [`dead letters of the large message: expected 1, found ${letters}`]),
    ...(after - before <= MOST_GROWTH
      ? []
      : [`memory: expected at most 200 MiB more, ${figuresOfLarge({ before, after })}`]),
  ];
}

/** Its figures, for a line of the report. */
export function figuresOfLarge({ before, after }: Pick<LargeOutcome, "before" | "after">): string {
  const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
  return `peak of the backend's memory ${mebibytes(before)} MiB before and ${mebibytes(after)} MiB after 250 MB`;
}
