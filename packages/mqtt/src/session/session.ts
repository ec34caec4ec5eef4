import type { IPublishPacket, Packet } from "mqtt-packet";
import { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../names/host-uri.ts";
import { backoff } from "./backoff.ts";
import { type Connection, type ConnectSettings, connectOnce, type Qos } from "./connection.ts";
import { createOutbox } from "./outbox.ts";

/** A message as the broker delivered it. */
export interface Delivery {
  readonly topicName: string;
  readonly payload: Uint8Array;
  /** Whether it was kept at the broker from before the subscription: a message of some time, and perhaps not for the first time. */
  readonly retained: boolean;
  /** The host it came from. */
  readonly host: HostUri;
}

/** What a session subscribes to, and what it does with what comes. */
export interface SessionOptions extends Omit<ConnectSettings, "timeout" | "signal"> {
  /** Tried in order, each time anew. */
  readonly hosts: readonly HostUri[];
  topicFilters(host: HostUri): readonly string[];
  /** `acknowledge` is to be called when the message is safe; until then the broker keeps it. */
  onDelivery(delivery: Delivery, acknowledge: () => void): void;
  readonly report: Report;
}

/** An MQTT 3.1.1 session that stays: it reconnects, subscribes anew, and sends again what was not acknowledged. */
export interface Session {
  /** The host that it is, or was last, connected to. */
  readonly host: HostUri;
  /** Resolves when the broker has it (QoS 1), or when it was sent (QoS 0). */
  publish(topicName: string, payload: Uint8Array, qos: Qos): Promise<void>;
  close(): Promise<void>;
}

/** How many messages may be unacknowledged before nothing more is read. */
const MOST_OPEN = 4096;
/** The same in bytes of their payloads. */
const MOST_OPEN_BYTES = 32 * 2 ** 20;
const CONNECT_TIMEOUT = 15_000;
const FIRST_WAIT = 200;
const MOST_WAIT = 30_000;
/** A connection that lasted less, in milliseconds, was no success: the next wait is longer than the one before. */
const LEAST_LIFE = 10_000;

/**
 * Opens a session: tries each host once, and fails when none lets it in, so that a wrong configuration shows at the start.
 * Afterwards it reconnects for ever, with growing waits.
 *
 * @throws LinkError `refused` or `unreachable`, of the first host
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { report } = options;
  const outbox = createOutbox();
  let closed = false;
  let connection: Connection | undefined;
  let current = options.hosts[0] as HostUri;
  let wake: (() => void) | undefined;
  const leaving = new AbortController();

  const connect = async (host: HostUri): Promise<void> => {
    let open = 0;
    let openBytes = 0;
    let paused = false;
    let subscribed: ((error?: LinkError) => void) | undefined;
    let mine: Connection | undefined;

    const settle = (messageId: number | undefined, bytes: number): void => {
      open--;
      openBytes -= bytes;
      if (messageId !== undefined) mine?.acknowledge(messageId);
      if (paused && open < MOST_OPEN / 2 && openBytes < MOST_OPEN_BYTES / 2) {
        paused = false;
        mine?.resume();
      }
    };
    const onPublish = ({ topic, payload, qos, messageId, retain }: IPublishPacket): void => {
      const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
      open++;
      openBytes += bytes.length;
      if (!paused && (open >= MOST_OPEN || openBytes >= MOST_OPEN_BYTES)) {
        paused = true;
        mine?.pause();
      }
      let settled = false;
      options.onDelivery({ topicName: topic, payload: bytes, retained: retain, host }, () => {
        if (settled) return;
        settled = true;
        settle(qos === 0 ? undefined : messageId, bytes.length);
      });
    };
    const onPacket = (packet: Packet, from: Connection): void => {
      mine = from;
      switch (packet.cmd) {
        case "publish":
          return onPublish(packet);
        case "puback":
          return outbox.acknowledged(packet.messageId as number);
        case "suback": {
          const denied = packet.granted.findIndex((code) => Number(code) >= 0x80);
          return subscribed?.(
            denied < 0 ? undefined : deniedFilter(host, options.topicFilters(host)[denied]),
          );
        }
      }
    };
    const onClose = (error: LinkError): void => {
      subscribed?.(error);
      if (connection === mine) connection = undefined;
      outbox.disconnected();
      if (closed) return;
      report({ type: "disconnected", host: showHost(host), error });
      wake?.();
    };

    const settings = { ...options, timeout: CONNECT_TIMEOUT, signal: leaving.signal };
    mine = await connectOnce(host, settings, { onPacket, onClose });
    const topicFilters = options.topicFilters(host);
    if (topicFilters.length > 0) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => subscribed?.(unsubscribed(host)), CONNECT_TIMEOUT);
        subscribed = (error) => {
          clearTimeout(timer);
          subscribed = undefined;
          if (error === undefined) return resolve();
          mine?.destroy();
          reject(error);
        };
        mine?.send({
          cmd: "subscribe",
          messageId: outbox.reserve(),
          subscriptions: topicFilters.map((topic) => ({ topic, qos: 1 })),
        } as Packet);
      });
    }
    current = host;
    connection = mine;
    outbox.connected(mine);
    report({ type: "connected", host: showHost(host) });
  };

  /** Tries each host once. */
  const tryHosts = async (): Promise<LinkError | undefined> => {
    let first: LinkError | undefined;
    for (const host of options.hosts) {
      if (closed) return undefined;
      try {
        await connect(host);
        return undefined;
      } catch (error) {
        first ??= error as LinkError;
      }
    }
    return first;
  };

  const failure = await tryHosts();
  if (failure !== undefined) {
    closed = true;
    throw failure;
  }

  const stay = async (): Promise<void> => {
    for (let attempt = 0; !closed; ) {
      if (connection !== undefined) {
        const began = Date.now();
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (connection === undefined) resolve();
        });
        // Two backends of one client id would throw each other out as fast as they can.
        if (Date.now() - began >= LEAST_LIFE) attempt = 0;
      }
      if (closed) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, backoff(attempt++, FIRST_WAIT, MOST_WAIT));
        wake = () => {
          if (!closed) return;
          clearTimeout(timer);
          resolve();
        };
      });
      if (!closed) await tryHosts();
    }
  };
  const staying = stay();

  return {
    get host() {
      return current;
    },
    publish: (topicName, payload, qos) => outbox.publish(topicName, payload, qos),
    close: async () => {
      if (closed) return staying;
      closed = true;
      const last = connection;
      await last?.end();
      leaving.abort();
      outbox.close();
      wake?.();
      await staying;
    },
  };
}

function unsubscribed(host: HostUri): LinkError {
  return new LinkError(
    "unreachable",
    `${showHost(host)}: no answer to SUBSCRIBE within ${CONNECT_TIMEOUT} ms`,
  );
}

function deniedFilter(host: HostUri, topicFilter: string | undefined): LinkError {
  return new LinkError(
    "refused",
    `${showHost(host)}: the broker denies the subscription to ${topicFilter}; allow it in the broker's access list`,
  );
}
