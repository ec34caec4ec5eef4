import { constants } from "node:fs";
import { access, appendFile, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../../error.ts";
import type { Log } from "../telemetry/log.ts";
import type { Session } from "./session.ts";

/** The sessions that ended before their time: a copy of their cookie opens nothing any more. */
export interface EndedSessions {
  has(session: Session): boolean;
  end(session: Session): Promise<void>;
  /** Ends all that the reader of a session started so far, seen by this server or not, but for that one. */
  endOthers(session: Session): Promise<void>;
  close(): void;
}

/** One line of the file: a session, or all of a reader's that started by then; until `until` a cookie of them could open. */
type Entry = { readonly until: number } & (
  | { readonly session: string }
  | { readonly reader: string; readonly before: number; readonly but: string }
);

/** How often the file is looked at, for what another server wrote, in milliseconds. */
const interval = 500;

/**
 * Opens the list. It is a file, so that a session stays ended when the server starts anew, and when there are several.
 *
 * @param file - in which there is one JSON line for each; "-" for none
 * @param longest - how long a session can last, in milliseconds
 * @throws DraftGateError `settings` when the file cannot be read, or could not be written
 */
export async function openEndedSessions(file: string, longest: number, log: Log): Promise<EndedSessions> {
  const sessions = new Map<string, number>();
  const readers = new Map<string, Extract<Entry, { reader: string }>[]>();

  function take(entry: Entry): void {
    if ("session" in entry) return void sessions.set(entry.session, entry.until);
    const others = readers.get(entry.reader)?.filter(({ before }) => before !== entry.before) ?? [];
    readers.set(entry.reader, [...others, entry]);
  }

  async function add(entry: Entry): Promise<void> {
    take(entry);
    if (file === "-") return;
    await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 }).catch(({ code }) =>
      log(
        "error",
        `${file} cannot be written (${code}): a session that ended may count again after a restart.`,
      ),
    );
  }

  async function load(): Promise<void> {
    // Added to what is known: of what could not be written, only this server knows.
    for (const entry of await entriesOf(file)) take(entry);
    for (const [id, until] of sessions) if (until < Date.now()) sessions.delete(id);
  }

  let version = "";
  if (file !== "-") {
    await drop(file).catch((cause: NodeJS.ErrnoException) => {
      throw new DraftGateError(
        "settings",
        `session.ended: ${file} cannot be read and written (${cause.code}). Name a file in a folder that this user may write to, or "-" to forget with each restart which sessions ended.`,
        { cause },
      );
    });
    version = await versionOf(file);
    await load();
  }
  const timer = setInterval(async () => {
    const now = file === "-" ? version : await versionOf(file);
    // A file that is gone takes nothing back.
    if (now === version || now === "") return;
    version = now;
    await load().catch(({ message }: Error) => log("error", `${file} cannot be read: ${message}`));
  }, interval);
  timer.unref();

  return {
    has({ id, reader, started }) {
      if (sessions.has(id)) return true;
      return readers.get(reader.id)?.some(({ before, but }) => started <= before && id !== but) ?? false;
    },
    end: ({ id, expires }) => add({ session: id, until: expires }),
    endOthers: ({ id, reader }) =>
      add({ reader: reader.id, before: Date.now(), but: id, until: Date.now() + longest }),
    close: () => clearInterval(timer),
  };
}

/** Takes out of the file what no cookie could open any more; it stays small. */
async function drop(file: string): Promise<void> {
  const entries = await entriesOf(file);
  await access(entries.length > 0 ? file : path.dirname(file), constants.W_OK);
  const left = entries.filter(({ until }) => until > Date.now());
  if (left.length === entries.length) return;
  const next = `${file}.next`;
  await writeFile(next, left.map((entry) => `${JSON.stringify(entry)}\n`).join(""), { mode: 0o600 });
  await rename(next, file);
}

async function entriesOf(file: string): Promise<Entry[]> {
  const content = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return content.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      // The last one, of a server that was killed while it wrote.
      return [];
    }
  });
}

async function versionOf(file: string): Promise<string> {
  try {
    const { mtimeMs, ino, size } = await stat(file);
    return `${mtimeMs} ${ino} ${size}`;
  } catch {
    return "";
  }
}
