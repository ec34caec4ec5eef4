import { createHash, randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MosquittoFiles } from "@wirebook/mqtt/mosquitto";
import { badUsage } from "../error.ts";

/** The file that says what all of them were when they were written. */
const CONFIGURATION = "mosquitto.conf";
/** A line of it, by which a file that somebody has changed since is told. */
const AS_WRITTEN = /^# As written by wirebook: (\S+) sha256:([0-9a-f]{64})\n/gm;

/** Writes the files, for nobody else to read; over those of ours that nobody has changed, and over no other. */
export function writeFiles(
  folder: string,
  { files }: Pick<MosquittoFiles, "files">,
  force: boolean,
): string[] {
  const earlier = readEarlier(folder);
  const foreign = Object.keys(files).find(
    (name) => isThere(join(folder, name)) && !isAsWritten(folder, name, earlier),
  );
  if (foreign !== undefined && !force) {
    const reason = earlier.has(foreign)
      ? "somebody has changed it since wirebook wrote it"
      : "wirebook has not written it";
    throw badUsage(
      `${join(folder, foreign)} is there already, and ${reason}`,
      "Choose another folder by --out, or write over it by --force.",
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
    return Object.entries(withHashes(files)).map(([name, text]) => put(join(folder, name), text));
  } catch (error) {
    throw badUsage(
      `${folder}: cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`,
    );
  }
}

/** The files, and in the configuration the hash of each. */
function withHashes(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { [CONFIGURATION]: configuration = "", ...others } = files;
  const lines = Object.entries(files).map(
    ([name, text]) => `# As written by wirebook: ${name} sha256:${hashOf(text)}\n`,
  );
  return { ...others, [CONFIGURATION]: `${configuration}${lines.join("")}` };
}

/** The hashes in a configuration of ours. */
function readEarlier(folder: string): ReadonlyMap<string, string> {
  const text = readPlain(join(folder, CONFIGURATION)) ?? "";
  return new Map([...text.matchAll(AS_WRITTEN)].map(([, name = "", hash = ""]) => [name, hash]));
}

function isAsWritten(folder: string, name: string, earlier: ReadonlyMap<string, string>): boolean {
  const text = readPlain(join(folder, name));
  if (text === undefined) return false;
  return earlier.get(name) === hashOf(name === CONFIGURATION ? text.replace(AS_WRITTEN, "") : text);
}

/** What a file holds; a link is followed nowhere. */
function readPlain(path: string): string | undefined {
  try {
    return lstatSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there is anything under a name, if it is a link to nothing. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Puts a whole file in the place of what is there, a link too, and never half of one. */
function put(path: string, text: string): string {
  const unfinished = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: "wx" });
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return path;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
