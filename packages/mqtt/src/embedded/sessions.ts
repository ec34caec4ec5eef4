import type { Aedes, Client } from "aedes";
import { steadyTime } from "../clock.ts";
import type { Report } from "../events.ts";
import { DEFAULT_WAITING, type WaitingOptions } from "./options.ts";
import { createTallies } from "./tallies.ts";
import { createWaitingMessages, type WaitingMessages } from "./waiting.ts";

/** What aedes keeps of sessions, as far as it is used here. */
interface SessionStore extends Omit<WaitingMessages, "expire" | "forget"> {
  cleanSubscriptions(client: Pick<Client, "id">): Promise<unknown>;
  cleanIncoming(client: Pick<Client, "id">): Promise<unknown>;
}

/** Bounds what a broker keeps for clients that are away. */
export interface SessionWatch {
  close(): void;
}

/** Milliseconds between two looks at what has waited for too long, at most. */
const LOOK = 60_000;

/** Lets sessions of clients that are away end, and bounds what waits for them. */
export function watchSessions(broker: Aedes, given: WaitingOptions, report: Report): SessionWatch {
  const options = { ...DEFAULT_WAITING, ...given };
  const { persistence: store, clients } = broker as unknown as {
    readonly persistence: SessionStore;
    readonly clients: Readonly<Record<string, Client>>;
  };
  const tallies = createTallies<{ client: string; reason: string }>((told, count) =>
    report({ type: "waiting-dropped", ...told, count }),
  );
  const { expire, forget, ...waiting } = createWaitingMessages(options, (client, count, reason) =>
    tallies.add(client, { client, reason }, count),
  );
  Object.assign(store, waiting);

  /** When clients went that have a session, in milliseconds of the steady clock; the first that went is the first. */
  const away = new Map<string, number>();
  broker.on("client", ({ id, clean }) => {
    away.delete(id);
    if (clean) forget(id);
  });
  broker.on("clientDisconnect", ({ id, clean }) => {
    if (clean) return forget(id);
    away.delete(id);
    away.set(id, steadyTime());
  });
  const look = (): void => {
    expire();
    for (const [id, since] of away) {
      if (steadyTime() - since < options.expire * 1000) return;
      away.delete(id);
      if (clients[id] !== undefined) continue;
      forget(id);
      Promise.all([store.cleanSubscriptions({ id }), store.cleanIncoming({ id })]).catch(() => {});
    }
  };
  const looking = setInterval(look, Math.min(LOOK, options.expire * 500));
  looking.unref();
  return {
    close: () => {
      clearInterval(looking);
      tallies.close();
    },
  };
}
