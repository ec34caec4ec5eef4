import { badPayload, badUsage } from "../error.ts";
import { inInbox, sayProgress, withInbox } from "../input/inbox.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { count, counted } from "../output/count.ts";
import { jsonText } from "../output/json.ts";
import { print } from "../output/print.ts";
import { table } from "../output/table.ts";

/** Reads all of an inbox, and tells what is there and what is wrong. */
export async function inboxCheck({ path }: { readonly path: string }): Promise<void> {
  const { checkInboxFiles } = await import("@wirebook/mqtt/inbox");
  const check = await inInbox(() => checkInboxFiles(path, { onProgress: sayProgress() }));
  const { messages, unreadable, waiting, dead, missing, faults, faultCount } = check;
  const rows = [
    ["messages kept", String(messages)],
    ["of them unreadable", String(unreadable)],
    ["waiting", String(waiting)],
    ["dead letters", String(dead)],
    ["missing", orMore(missing.count, missing)],
    ["of them waiting", orMore(missing.waited, missing)],
    ["faults", String(faultCount)],
  ];
  await print(table(["inbox", path], rows, widthOf(process.stdout), coloursFor(process.stdout)));
  for (const fault of faults) await print(`${fault}\n`);
  for (const [from, to] of missing.ranges) {
    await print(`missing: ${from === to ? `message ${from}` : `messages ${from} to ${to}`}\n`);
  }
  if (faultCount > 0) {
    throw badPayload(
      "the inbox is damaged",
      `Write what can be read to a new folder: wirebook inbox rescue --path ${path} --to FOLDER`,
    );
  }
  if (unreadable > 0) {
    throw badPayload(
      `${counted(unreadable, "message")} unreadable`,
      "They are kept, and become dead letters when they are handled.",
    );
  }
  if (missing.count > 0) {
    throw badPayload(
      `${missing.exact ? "" : "at least "}${counted(missing.count, "message")} missing`,
      "The next backend reports them, and goes on without.",
    );
  }
}

function orMore(found: number, { exact }: { readonly exact: boolean }): string {
  return exact ? String(found) : `at least ${found}`;
}

/** Writes what can be read of an inbox to a new folder. */
export async function inboxRescue({
  path,
  to,
}: {
  readonly path: string;
  readonly to: string;
}): Promise<void> {
  const { rescueInbox } = await import("@wirebook/mqtt/inbox");
  const { messages, waiting, dead, found, unsure, sameIds } = await inInbox(() => rescueInbox(path, to));
  await print(
    `${counted(messages, "message")} written to ${to}: ${count(waiting)} waiting, ${counted(dead, "dead letter")}\n`,
  );
  if (found > 0) await print(`${count(found)} of them from pages that nothing led to any more\n`);
  if (unsure > 0) await print(`${count(unsure)} wait because it cannot be read whether they were handled\n`);
  await print(sameIds ? "they keep their ids\n" : "their ids are new: the old ones cannot be read\n");
}

/** Writes all messages, a JSON object on each line. */
export function inboxExport({
  path,
  reveal = false,
  only,
}: {
  readonly path: string;
  readonly reveal?: boolean;
  readonly only?: string;
}): Promise<void> {
  if (only !== undefined && !["waiting", "done", "dead"].includes(only)) {
    throw badUsage(`--only: expected waiting, done or dead, found ${only}`);
  }
  return withInbox(path, async (inbox) => {
    for (const { payload, ...message } of inbox.messages()) {
      if (only !== undefined && message.state !== only) continue;
      const hex = reveal ? Buffer.from(payload).toString("hex") : "[hidden]";
      await print(jsonText({ ...message, hex }, true));
    }
  });
}
