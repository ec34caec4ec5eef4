import type { Client } from "aedes";

/** Lets connections be read on whose messages wait for room in the inbox: a request may stand behind them. */
export interface ReadOn {
  /** A message of a client waits to be seen to, and has so many bytes. Answers what is to be called once it is, before anything else. */
  hold(client: Client, bytes: number): () => void;
  close(): void;
}

/** How aedes counts the messages that it has read and that are not seen to: it reads on when there are none. */
interface Reading {
  readonly closed: boolean;
  _parsingBatch: number;
  _nextBatch(): void;
}

interface Held {
  readonly cost: number;
  looks: number;
  parked: boolean;
}

/** Bytes that may be parked of one client, and of all. */
const MOST_OF_CLIENT = 2 * 2 ** 20;
const MOST_OF_ALL = 32 * 2 ** 20;
/** Bytes that a message takes beside its payload. */
const BESIDE = 500;
/** Milliseconds between two looks. A message is parked at the second that it meets: a disk may take its time. */
const LOOK = 250;
const LOOKS = 2;

/** Reads on behind messages that wait for long, up to a bound: then the client has to wait, too. */
export function createReadOn(mostOfClient = MOST_OF_CLIENT, mostOfAll = MOST_OF_ALL): ReadOn {
  const clients = new Map<Client, Set<Held>>();
  const parked = new Map<Client, number>();
  let all = 0;

  const park = (client: Client, held: Held): void => {
    held.parked = true;
    parked.set(client, (parked.get(client) ?? 0) + held.cost);
    all += held.cost;
    const reading = client as unknown as Reading;
    if (!reading.closed) reading._nextBatch();
  };
  const leave = (client: Client, { cost }: Held): void => {
    all -= cost;
    const left = (parked.get(client) ?? 0) - cost;
    if (left > 0) parked.set(client, left);
    else parked.delete(client);
    // It counts once more, for when aedes has acknowledged it.
    (client as unknown as Reading)._parsingBatch++;
  };
  const looking = setInterval(() => {
    for (const [client, waiting] of clients) {
      // Those that come as it is read on are not looked at yet.
      for (const held of [...waiting]) {
        const fits = (parked.get(client) ?? 0) + held.cost <= mostOfClient && all + held.cost <= mostOfAll;
        if (!held.parked && ++held.looks >= LOOKS && fits) park(client, held);
      }
    }
  }, LOOK);
  looking.unref();

  return {
    hold: (client, bytes) => {
      const held: Held = { cost: bytes + BESIDE, looks: 0, parked: false };
      const waiting = clients.get(client) ?? new Set<Held>();
      clients.set(client, waiting.add(held));
      return () => {
        waiting.delete(held);
        if (waiting.size === 0) clients.delete(client);
        if (held.parked) leave(client, held);
      };
    },
    close: () => clearInterval(looking),
  };
}
