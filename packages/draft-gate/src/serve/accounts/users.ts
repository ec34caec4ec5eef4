import { stat } from "node:fs/promises";
import type { Reader } from "../session/reader.ts";
import type { Log } from "../telemetry/log.ts";
import { readUsers, type UsersFile } from "./users-file.ts";

/** The accounts and revocations as they stand now: changes of the file count within a second. */
export interface Users {
  /** Whether there are local accounts at all. */
  any(): boolean;
  account(name: string): { readonly hash: string; readonly since: string } | undefined;
  epoch(): number;
  /** Whether a session of this reader has not been revoked. */
  admits(reader: Reader, session: { readonly epoch: number; readonly started: number }): boolean;
  /** Whether the file could be read the last time; if not, nobody is admitted. */
  readable(): boolean;
  close(): void;
}

/** How often the file is looked at, in milliseconds. */
const interval = 500;
/** The version of a file that is not there. */
const gone = "";

/** @throws DraftGateError `users` when the file cannot be read at the start */
export async function watchUsers(file: string, log: Log): Promise<Users> {
  // Asked for first: what changes while the file is read is read again.
  let version = await versionOf(file);
  let current: UsersFile | undefined = await readUsers(file);

  const timer = setInterval(async () => {
    const now = await versionOf(file);
    if (now === version) return;
    version = now;
    if (now === gone) {
      // It said who was revoked: without it, everybody would be back.
      current = undefined;
      log("error", `${file} is gone. Until it is back nobody is signed in.`);
      return;
    }
    try {
      current = await readUsers(file);
      log("info", "the file of local accounts changed");
    } catch (error) {
      current = undefined;
      log("error", `${(error as Error).message} Until then nobody is signed in.`);
    }
  }, interval);
  timer.unref();

  return {
    any: () => current !== undefined && Object.keys(current.users).length > 0,
    account: (name) =>
      current !== undefined && Object.hasOwn(current.users, name) ? current.users[name] : undefined,
    epoch: () => current?.epoch ?? 0,
    admits(reader, { epoch, started }) {
      if (current === undefined || epoch !== current.epoch) return false;
      const { revoked } = current;
      return [reader.id, reader.name, reader.email].every((name) => {
        const key = name?.toLowerCase();
        return key === undefined || !Object.hasOwn(revoked, key) || started > Date.parse(revoked[key] ?? "");
      });
    },
    readable: () => current !== undefined,
    close: () => clearInterval(timer),
  };
}

async function versionOf(file: string): Promise<string> {
  try {
    const { mtimeMs, ino, size } = await stat(file);
    return `${mtimeMs} ${ino} ${size}`;
  } catch {
    return gone;
  }
}
