import type { Client } from "aedes";

/** A connection that is not read for now. */
export interface HeldBack {
  /** It may be read again. */
  goOn(): void;
  /** Is called now and then until then. */
  onWait(): void;
}

/** Lets connections be read on whose messages wait for room in the inbox: a request may stand behind them. */
export interface ReadOn {
  /** A message of a client waits to be seen to, and has so many bytes. Answers what is to be called once it is, before anything else. */
  hold(client: Client, bytes: number): () => void;
  /**
   * Whether more may be read of a client. Its connections of before count: what they brought waits as long, and a client
   * that is not answered connects again and says it once more. One that has to wait is told when it may go on.
   */
  mayRead(clientId: string, connection: HeldBack): boolean;
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

/** Bytes that may wait of one client, and of all, until no more is read. */
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
  /** Bytes that wait, parked or not, by client id and of all. */
  const waitingOf = new Map<string, number>();
  let waitingOfAll = 0;
  const heldBack = new Map<string, HeldBack>();

  const count = (id: string, cost: number): void => {
    waitingOfAll += cost;
    const now = (waitingOf.get(id) ?? 0) + cost;
    if (now > 0) waitingOf.set(id, now);
    else waitingOf.delete(id);
  };
  // One of whom nothing waits is read whatever others have waiting: nobody is held up for their sake alone.
  const hasRoom = (id: string): boolean => {
    const own = waitingOf.get(id) ?? 0;
    return own === 0 || (own < mostOfClient && waitingOfAll < mostOfAll);
  };
  const letGoOn = (id: string): void => {
    const connection = heldBack.get(id);
    if (connection === undefined || !hasRoom(id)) return;
    heldBack.delete(id);
    // Not before whoever was seen to just now is answered.
    queueMicrotask(connection.goOn);
  };

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
    for (const connection of heldBack.values()) connection.onWait();
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
      const { id } = client;
      count(id, held.cost);
      const waiting = clients.get(client) ?? new Set<Held>();
      clients.set(client, waiting.add(held));
      return () => {
        count(id, -held.cost);
        waiting.delete(held);
        if (waiting.size === 0) clients.delete(client);
        if (held.parked) leave(client, held);
        letGoOn(id);
      };
    },
    mayRead: (id, connection) => {
      const may = hasRoom(id);
      if (!may) heldBack.set(id, connection);
      return may;
    },
    close: () => clearInterval(looking),
  };
}
