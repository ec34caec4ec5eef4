import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { DraftGateError } from "../../error.ts";
import type { Log } from "./log.ts";

/** What the audit log records. */
export type AuditEvent =
  | "sign-in"
  | "sign-out"
  /** Sessions of a reader ended in another way; `reason` says which and why. */
  | "ended"
  /** Somebody was not let in; `reason` says why. */
  | "refused"
  /** A reader was sent a file that the public tree does not have. */
  | "read";

/** What stands beside the event; never a password, token or cookie. */
export interface AuditFields {
  readonly reader?: string | undefined;
  /** The name of a sign-in method. */
  readonly method?: string | undefined;
  readonly reason?: string | undefined;
  readonly path?: string | undefined;
  /** Where a request came from; nothing where none was the reason. */
  readonly address?: string;
}

/** The audit log: one JSON line for each event. */
export interface Audit {
  record(event: AuditEvent, fields: AuditFields): void;
  /** Goes on in a file of the same name, when the one before was moved away. */
  reopen(): void;
  /** Writes what is still to be written. */
  close(): Promise<void>;
}

/**
 * @param target - a file, to which lines are appended, or "-" for standard output
 * @throws DraftGateError `settings` when the file cannot be written: a server without its log does not start
 */
export async function openAudit(target: string, log: Log): Promise<Audit> {
  const line = (event: AuditEvent, fields: AuditFields) =>
    `${JSON.stringify({ time: new Date().toISOString(), event, ...fields })}\n`;
  const tell = ({ message }: Error) => log("error", `The audit log cannot be written: ${message}.`);
  if (target === "-") return toOutput(line, tell);
  const append = () => createWriteStream(target, { flags: "a", mode: 0o600 });
  let stream = append();
  await once(stream, "open").catch((cause: NodeJS.ErrnoException) => {
    throw new DraftGateError(
      "settings",
      `audit: ${target} cannot be written (${cause.code}). Name a file in a folder that this user may write to.`,
      { cause },
    );
  });
  stream.on("error", tell);
  return {
    record(event, fields) {
      // A stream that failed, on a full disk perhaps, takes nothing more: the next line gets another one.
      if (stream.destroyed) stream = append().on("error", tell);
      stream.write(line(event, fields));
    },
    reopen() {
      stream.end();
      stream = append().on("error", tell);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

function toOutput(
  line: (event: AuditEvent, fields: AuditFields) => string,
  tell: (error: Error) => void,
): Audit {
  // Each line would fail anew where nobody reads any more.
  let isTold = false;
  function tellOnce(error: Error): void {
    if (!isTold) tell(error);
    isTold = true;
  }
  process.stdout.on("error", tellOnce);
  return {
    record: (event, fields) => void process.stdout.write(line(event, fields)),
    reopen: () => {},
    close: async () => void process.stdout.off("error", tellOnce),
  };
}
