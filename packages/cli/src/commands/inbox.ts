import { badUsage } from "../error.ts";
import { withInbox } from "../input/inbox.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { counted } from "../output/count.ts";
import { jsonText } from "../output/json.ts";
import { print } from "../output/print.ts";
import { table } from "../output/table.ts";

/** Where the inbox is. */
interface InboxChoice {
  readonly path: string;
}

interface DeadOptions extends InboxChoice {
  readonly json?: boolean;
  readonly reveal?: boolean;
}

interface ReplayOptions extends InboxChoice {
  readonly dead?: boolean;
  readonly from?: string;
  readonly to?: string;
}

interface PurgeOptions extends InboxChoice {
  readonly before: string;
  readonly dead?: boolean;
}

/** Tells how full an inbox is. */
export function inboxStatus({ path }: InboxChoice): Promise<void> {
  return withInbox(path, async (inbox) => {
    const { messages, pending, dead, oldestPending, missing, atWork, owner } = await inbox.status();
    const rows = [
      ["messages kept", String(messages)],
      ["waiting", String(pending)],
      ["dead letters", String(dead)],
      ["waiting since", oldestPending?.toISOString() ?? "-"],
      ["found missing", String(missing)],
      ["backend at work", atWork ? "yes" : "no"],
      ...(owner === undefined
        ? []
        : [["its owner", `process ${owner.pid} on ${owner.host}, since ${owner.since.toISOString()}`]]),
    ];
    await print(table(["inbox", path], rows, widthOf(process.stdout), coloursFor(process.stdout)));
  });
}

/** Lists the dead letters, with their reasons. */
export function inboxDead({ path, json = false, reveal = false }: DeadOptions): Promise<void> {
  if (reveal && !json) throw badUsage("--reveal goes with --json: a table has no room for payloads");
  return withInbox(path, async (inbox) => {
    if (json) {
      for (const { payload, ...letter } of inbox.dead()) {
        const hex = reveal ? Buffer.from(payload).toString("hex") : "[hidden]";
        await print(jsonText({ ...letter, hex }, true));
      }
      return;
    }
    const rows = [...inbox.dead()].map(({ id, receivedAt, devEui, message, attempts, reason }) => [
      id,
      receivedAt.toISOString(),
      devEui ?? "-",
      message ?? "-",
      String(attempts),
      reason.message,
    ]);
    const header = ["id", "received", "device", "message", "attempts", "reason"];
    await print(table(header, rows, widthOf(process.stdout), coloursFor(process.stdout)));
  });
}

/** Hands messages to their handlers once more. */
export function inboxReplay(
  ids: readonly string[],
  { path, dead = false, from, to }: ReplayOptions,
): Promise<void> {
  const range = from !== undefined || to !== undefined;
  if (Number(dead) + Number(ids.length > 0) + Number(range) !== 1) {
    throw badUsage(
      "expected one of: ids, --dead, --from with or without --to",
      "Ids stand in the list: wirebook inbox dead",
    );
  }
  const choice = range ? rangeOf(from, to) : { dead: dead ? (true as const) : ids };
  return withInbox(path, async (inbox) => {
    const replayed = await inbox.replay(choice);
    if (replayed < ids.length) {
      throw badUsage(
        `${ids.length - replayed} of the ids are no dead letters here`,
        "See: wirebook inbox dead",
      );
    }
    const { atWork } = await inbox.status();
    const when = atWork ? "the backend has them" : "the next backend handles them";
    await print(
      `${counted(replayed, "message")} to be handled once more: ${when}\n`,
      "That was done all the same.",
    );
  });
}

/** Removes messages that nobody waits for. */
export function inboxPurge({ path, before, dead = false }: PurgeOptions): Promise<void> {
  const time = timeOf("--before", before);
  return withInbox(path, async (inbox) => {
    const removed = await inbox.purge({ before: time, dead });
    await print(`${counted(removed, "message")} removed\n`, "That was done all the same.");
  });
}

/** From one point in time to another, which is left out. */
function rangeOf(
  from: string | undefined,
  to: string | undefined,
): { readonly from: Date; readonly to: Date } {
  const range = {
    from: from === undefined ? new Date(0) : timeOf("--from", from),
    to: to === undefined ? new Date(8.64e15) : timeOf("--to", to),
  };
  if (range.from < range.to) return range;
  throw badUsage(
    `--from: expected a time before --to, found ${range.from.toISOString()} and ${range.to.toISOString()}`,
  );
}

/** A point in time, or how long ago: `2026-01-31T12:00Z`, `7d`, `12h`, `30m`. */
function timeOf(option: string, text: string): Date {
  const ago = /^(\d+)([dhm])$/.exec(text);
  const units = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;
  const time = ago
    ? new Date(Date.now() - Number(ago[1]) * units[ago[2] as keyof typeof units])
    : new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw badUsage(
      `${option}: expected a time such as 2026-01-31T12:00Z, or how long ago, such as 7d, 12h, 30m`,
    );
  }
  return time;
}
