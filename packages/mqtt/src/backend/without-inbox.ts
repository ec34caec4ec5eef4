import type { Inbox } from "../inbox/inbox.ts";
import type { Received } from "../inbox/store/record.ts";
import type { Entry, Verdict, Worker } from "../inbox/worker.ts";
import { createGate } from "./gate.ts";

/** What stands for the inbox where there is none: uplinks stay with the broker until they are handled, and what fails is gone. */
export function withoutInbox(worker: Pick<Worker, "process" | "nameOf" | "report">): Inbox {
  const gate = createGate();
  const handle = createDirect(worker);
  return {
    append: (received, done) => {
      if (gate.isOpen) handle(received, done);
      else gate.pass(() => handle(received, done));
    },
    bury: ({ topicName }, { message }, done) => {
      if (done === undefined) return false;
      worker.report({ type: "dropped", topicName, reason: message });
      done();
      return true;
    },
    note: () => {},
    lastHeard: () => undefined,
    // Nobody else can have what is nowhere but here.
    lost: new Promise(() => {}),
    start: gate.open,
    close: async () => {},
  };
}

/** Hands uplinks to their handlers as they come: one by one for a device, at once across devices, and once only. */
function createDirect({
  process,
  nameOf,
  report,
}: Pick<Worker, "process" | "nameOf" | "report">): (received: Received, done: () => void) => void {
  const tails = new Map<string, Promise<void>>();

  const drop = ({ topicName }: Received, reason: string): void =>
    report({ type: "dropped", topicName, reason });
  const judge = (received: Received, verdict: Verdict): void => {
    if (!verdict.done) drop(received, verdict.reason.message);
  };
  const fail = (received: Received, error: unknown): void =>
    drop(received, error instanceof Error ? error.message : String(error));
  const run = (received: Received): Promise<void> | undefined => {
    try {
      const verdict = process(entryOf(received));
      if (verdict instanceof Promise) {
        return verdict.then(
          (settled) => judge(received, settled),
          (error: unknown) => fail(received, error),
        );
      }
      judge(received, verdict);
    } catch (error) {
      fail(received, error);
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

/** Member by member: a spread is what costs most of all here. */
function entryOf({ topicName, payload, format, receivedAt }: Received): Entry {
  return {
    topicName,
    payload,
    format,
    receivedAt,
    id: "",
    attempt: 1,
    repeated: false,
    replayed: false,
  };
}
