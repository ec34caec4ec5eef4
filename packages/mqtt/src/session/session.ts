import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { DEFAULT_MAX_PACKET, tooLargeWords } from "../packets/limit.ts";
import { type Attachment, attach } from "./attach.ts";
import type { ConnectSettings, Qos } from "./connection.ts";
import { takenOver } from "./failure.ts";
import type { OnDelivery, OnLongDelivery } from "./intake.ts";
import { createOutbox } from "./outbox.ts";
import { createWaits } from "./waits.ts";

/** What a session subscribes to, and what it does with what comes. */
export interface SessionOptions extends Omit<ConnectSettings, "timeout" | "signal" | "maxPacket"> {
  /** Tried in order, each time anew. */
  readonly hosts: readonly [HostUri, ...HostUri[]];
  topicFilters(host: HostUri): readonly string[];
  readonly onDelivery: OnDelivery;
  /** Takes messages whose packet is longer than `maxPacket`. Without it they are acknowledged, dropped and reported. */
  readonly onLongDelivery?: OnLongDelivery;
  /** The most bytes of a packet behind its fixed header. Default: 4 MiB. */
  readonly maxPacket?: number;
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

/** So many connections in a row that the broker closes at once are no accident. */
const LEAST_TAKEOVERS = 3;

/**
 * Opens a session: tries each host once, and fails when none lets it in, so that a wrong configuration shows at the start.
 * Afterwards it reconnects for ever, with growing waits.
 *
 * @throws LinkError `refused` or `unreachable`, of the first host
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { hosts, report, maxPacket = DEFAULT_MAX_PACKET } = options;
  const drop: OnLongDelivery = ({ topicName, size }, acknowledge) => {
    acknowledge();
    report({ type: "dropped", topicName, reason: tooLargeWords(size, maxPacket) });
  };
  const settings = { ...options, maxPacket, onLongDelivery: options.onLongDelivery ?? drop };
  const outbox = createOutbox();
  const waits = createWaits();
  const leaving = new AbortController();
  let [current] = hosts;
  let attachment: Attachment | undefined;
  let opened = false;
  let closed = false;

  const lost = (host: HostUri, error: LinkError): void => {
    if (opened && !closed) report({ type: "disconnected", host: showHost(host), error });
  };
  const connect = async (host: HostUri): Promise<void> => {
    const onUnsubscribed = (error: LinkError): void => lost(host, error);
    attachment = await attach(host, { ...settings, outbox, signal: leaving.signal, onUnsubscribed });
    current = host;
    report({ type: "connected", host: showHost(host) });
  };
  /** Tries each host once, and answers why the first did not let it in; nothing where one did. */
  const tryHosts = async (): Promise<LinkError | undefined> => {
    let first: LinkError | undefined;
    for (const host of hosts) {
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
  /** Waits for the end of a connection. */
  const outlive = async ({ ended }: Attachment): Promise<void> => {
    const began = Date.now();
    const error = await ended;
    attachment = undefined;
    const short = waits.lasted(Date.now() - began);
    // Closed without a word: a network that fails, or a broker that ends, has an error or lets nobody in afterwards.
    const isTakeover = short >= LEAST_TAKEOVERS && error.code === "unreachable" && error.cause === undefined;
    lost(current, isTakeover ? takenOver(current, options.clientId, short) : error);
  };
  const stay = async (): Promise<void> => {
    while (!closed) {
      if (attachment !== undefined) await outlive(attachment);
      if (closed) return;
      await pause(waits.next(), leaving.signal);
      await tryHosts();
    }
  };

  const failure = await tryHosts();
  if (failure !== undefined) throw failure;
  opened = true;
  const staying = stay();

  return {
    get host() {
      return current;
    },
    publish: outbox.publish,
    close: async () => {
      if (closed) return staying;
      closed = true;
      await attachment?.connection.end();
      leaving.abort();
      outbox.close();
      await staying;
    },
  };
}

/** Resolves after so many milliseconds, or when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}
