import type { HostUri } from "@wirebook/mqtt";
import { formatDevEui, formatTopicFilter } from "@wirebook/mqtt/protocol";
import { badUsage } from "../error.ts";
import { asUsage, untilEnd } from "../input/broker.ts";
import { findMessage, loadMessages } from "../messages.ts";
import { coloursFor, widthOf } from "../output/colours.ts";
import { createPacedOutput } from "../output/paced.ts";
import { remark } from "../output/print.ts";
import { jsonLines, textLines } from "../tail/lines.ts";
import { createObserver, type Observation } from "../tail/observe.ts";
import { openSessions, type SessionChoice } from "../tail/sessions.ts";
import { createSummary } from "../tail/summary.ts";

/** What `tail` may be told. */
interface TailOptions extends SessionChoice {
  readonly messages?: string;
  readonly device?: readonly string[];
  readonly type?: readonly string[];
  readonly count?: number;
  readonly duration?: number;
  readonly json?: boolean;
  readonly reveal?: boolean;
}

/** Milliseconds between two looks for requests without an answer. */
const LOOK = 250;

/** Shows what flies by at a broker, a line for each message, until Ctrl-C. */
export async function tail(options: TailOptions): Promise<void> {
  const { json = false, reveal = false, count = Number.POSITIVE_INFINITY } = options;
  const registry = await loadMessages(options.messages);
  const types = options.type?.map((name) => findMessage(registry, name).name);
  const devices = options.device?.map(canonical);
  const observer = createObserver(registry, reveal);
  const lines = json ? jsonLines() : textLines(registry, coloursFor(process.stdout), widthOf(process.stdout));
  const summary = createSummary();
  const { ended, end } = untilEnd(options.duration);
  const output = createPacedOutput();

  const isWanted = (devEui: string | undefined, message: string | undefined): boolean =>
    (devices === undefined || (devEui !== undefined && devices.includes(devEui))) &&
    (types === undefined || (message !== undefined && types.includes(message)));

  const show = (seen: Observation, acknowledge?: () => void): void => {
    if (summary.messages >= count || !isWanted(seen.devEui, seen.message)) return acknowledge?.();
    summary.add(seen);
    output.write(lines.message(seen), acknowledge);
    if (summary.messages >= count) end();
  };
  const looking = setInterval(() => {
    const now = Date.now();
    const { overdue, stray } = observer.look(now);
    for (const answer of stray) show(answer);
    for (const one of overdue) {
      if (!isWanted(one.devEui, one.message)) continue;
      summary.overdue();
      output.write(lines.overdue(one, now));
    }
  }, LOOK);
  try {
    const sessions = await openSessions(options, {
      topicFilters: (host) => filtersOf(host, devices),
      onDelivery: ({ topicName, payload }, acknowledge) => {
        const seen = observer.observe(topicName, payload, Date.now());
        const last = seen.pop();
        for (const one of seen) show(one);
        if (last === undefined) acknowledge();
        else show(last, acknowledge);
      },
    });
    await ended;
    await Promise.all(sessions.map((session) => session.close()));
  } catch (error) {
    throw asUsage(error);
  } finally {
    clearInterval(looking);
    end();
  }
  await output.written();
  remark(summary.text());
}

function canonical(text: string): string {
  try {
    return formatDevEui(text);
  } catch (error) {
    throw badUsage(`--device: ${(error as Error).message}`);
  }
}

/** Everything of the devices, since numbers and answers are counted over all message types. */
function filtersOf({ prefix }: HostUri, devices: readonly string[] | undefined): string[] {
  const directions = ["up", "req", "down"] as const;
  if (devices === undefined) return directions.map((direction) => formatTopicFilter({ prefix, direction }));
  return devices.flatMap((devEui) =>
    (["hex", "urn"] as const).flatMap((spelling) =>
      directions.map((direction) => formatTopicFilter({ prefix, devEui, spelling, direction })),
    ),
  );
}
