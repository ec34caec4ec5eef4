import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MosquittoFiles } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";

/** What the first line of a file of ours says. */
const OURS = /^# For mosquitto \S+, written by wirebook\.$/m;

/** Writes the files, for nobody else to read; over earlier ones of ours, and over no other. */
export function writeFiles(
  folder: string,
  { files }: Pick<MosquittoFiles, "files">,
  force: boolean,
): string[] {
  const configuration = join(folder, "mosquitto.conf");
  const there = Object.keys(files).find((name) => existsSync(join(folder, name)));
  const isOurs = existsSync(configuration) && OURS.test(readFileSync(configuration, "utf8"));
  if (there !== undefined && !isOurs && !force) {
    throw badUsage(
      `${join(folder, there)} is there already, and wirebook has not written it`,
      "Choose another folder by --out, or write over it by --force.",
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries(files).map(([name, text]) => {
      const path = join(folder, name);
      writeFileSync(path, text, { mode: 0o600 });
      // A file that was there keeps its mode.
      chmodSync(path, 0o600);
      return path;
    });
  } catch (error) {
    throw badUsage(
      `${folder}: cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
    );
  }
}
