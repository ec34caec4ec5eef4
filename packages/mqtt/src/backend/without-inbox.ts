import type { Received } from "../inbox/record.ts";
import type { Entry, Verdict } from "../inbox/worker.ts";
import type { NameReader } from "../names/name-reader.ts";

/** What handles uplinks where there is no inbox. */
export interface DirectOptions {
  process(entry: Entry): Promise<Verdict> | Verdict;
  /** What was given up: there is nowhere to keep it. */
  onDropped(received: Received, reason: string): void;
  readonly nameOf: NameReader;
}

/** Hands uplinks to their handlers as they come: one by one for a device, at once across devices, and once only. */
export function createDirect({
  process,
  onDropped,
  nameOf,
}: DirectOptions): (received: Received, done: () => void) => void {
  const tails = new Map<string, Promise<void>>();

  const judge = (received: Received, verdict: Verdict): void => {
    if (!verdict.done) onDropped(received, verdict.reason.message);
  };
  const run = (received: Received): Promise<void> | undefined => {
    // Member by member: a spread is what costs most of all here.
    const { topicName, payload, format, receivedAt } = received;
    const entry = {
      topicName,
      payload,
      format,
      receivedAt,
      id: "",
      attempt: 1,
      repeated: false,
      replayed: false,
    };
    const dropped = (error: unknown): void =>
      onDropped(received, error instanceof Error ? error.message : String(error));
    try {
      const verdict = process(entry);
      if (verdict instanceof Promise) return verdict.then((settled) => judge(received, settled), dropped);
      judge(received, verdict);
    } catch (error) {
      dropped(error);
    }
    return undefined;
  };

  return (received, done) => {
    const devEui = tails.size === 0 ? undefined : nameOf(received.topicName)?.devEui;
    const before = devEui === undefined ? undefined : tails.get(devEui);
    const running = before === undefined ? run(received) : before.then(() => run(received));
    if (running === undefined) return done();
    const lane = devEui ?? nameOf(received.topicName)?.devEui ?? "";
    const tail: Promise<void> = running.then(() => {
      if (tails.get(lane) === tail) tails.delete(lane);
      done();
    });
    tails.set(lane, tail);
  };
}
