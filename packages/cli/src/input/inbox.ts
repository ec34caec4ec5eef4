import { spawnSync } from "node:child_process";
import type { InboxFiles } from "@wirebook/mqtt/inbox";
import { badUsage, CliError, EXIT } from "../error.ts";
import { counted } from "../output/count.ts";
import { remark } from "../output/print.ts";

/** Milliseconds after which somebody who waits is told how far it is, and how often. */
const [FIRST_WORD, NEXT_WORD] = [1000, 5000];

/** Opens the inbox in a folder, for as long as something runs with it. */
export async function withInbox(path: string, run: (inbox: InboxFiles) => Promise<void>): Promise<void> {
  // The database is loaded for these commands alone.
  const { hasSameId, openInboxFiles } = await import("@wirebook/mqtt/inbox");
  if (hasSameId(path)) return runAsAnother();
  const inbox = await inInbox(() => openInboxFiles(path, { onProgress: sayProgress() }));
  try {
    await run(inbox);
  } finally {
    await inbox.close();
  }
}

/** Runs something with an inbox, and says what is wrong with it as the command line does. */
export async function inInbox<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === "storage") throw new CliError(EXIT.badPayload, message);
    if (code === "invalid-configuration") {
      throw badUsage(message, message.includes("found none") ? "Name its folder: --path FOLDER" : undefined);
    }
    throw error;
  }
}

/**
 * The same command in a process of its own: in a container of its own, this one has the id of the inbox's owner in
 * another, and the database knows processes by their ids.
 */
function runAsAnother(): void {
  const [, ...words] = process.argv;
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...words], { stdio: "inherit" });
  process.exitCode = status ?? EXIT.internal;
}

/** Says how far it is, if it takes its time. */
export function sayProgress(): (messages: number) => void {
  let next = performance.now() + FIRST_WORD;
  return (messages) => {
    if (performance.now() < next) return;
    next = performance.now() + NEXT_WORD;
    remark(`${counted(messages, "message")} read so far`);
  };
}
