import { steadyTime } from "../clock.ts";
import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { DEFAULT_MAX_PACKET, tooLargeWords } from "../packets/limit.ts";
import { type Attachment, attach } from "./attach.ts";
import type { ConnectSettings, Qos } from "./connection.ts";
import { takenOver } from "./failure.ts";
import { createHolding } from "./holding.ts";
import type { OnDelivery, OnLongDelivery } from "./intake.ts";
import { createOutbox, type PublishOptions } from "./outbox.ts";
import { pause } from "./pause.ts";
import { createUnacknowledged, type Unacknowledged } from "./unacknowledged.ts";
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
  /** Counts the bytes of messages together with other sessions. Default: alone. */
  readonly unacknowledged?: Unacknowledged | undefined;
  /** Is told of each attempt to connect again that has failed. */
  readonly onFailed?: ((host: HostUri, error: LinkError) => void) | undefined;
  readonly report: Report;
}

/** An MQTT 3.1.1 session that stays: it reconnects, subscribes anew, and sends again what was not acknowledged. */
export interface Session {
  /** The host that it is, or was last, connected to. */
  readonly host: HostUri;
  /** Whether it is connected, and has subscribed. */
  readonly connected: boolean;
  /**
   * Resolves when the broker has it (QoS 1), or when it was sent (QoS 0).
   *
   * @throws LinkError `closed`, `unreachable` where too much waits, or `deadline`
   */
  publish(topicName: string, payload: Uint8Array, qos: Qos, options?: PublishOptions): Promise<void>;
  close(): Promise<void>;
}

/** A session that goes on where no host lets it in at first. */
export interface PatientSession extends Session {
  /** Why the first host did not let it in when each was tried once; nothing where one did. */
  readonly first: Promise<LinkError | undefined>;
  /** Resolves when it is connected for the first time, however late. */
  readonly begun: Promise<void>;
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
  const session = startSession(options);
  const failure = await session.first;
  if (failure === undefined) return session;
  await session.close();
  throw failure;
}

/** Starts a session that tries its hosts for ever, also where none lets it in at first. */
export function startSession(options: SessionOptions): PatientSession {
  const { hosts, report, maxPacket = DEFAULT_MAX_PACKET } = options;
  const drop: OnLongDelivery = ({ topicName, size }, acknowledge) => {
    acknowledge();
    report({ type: "dropped", topicName, reason: tooLargeWords(size, maxPacket) });
  };
  const settings = {
    ...options,
    maxPacket,
    onLongDelivery: options.onLongDelivery ?? drop,
    holding: createHolding(options.unacknowledged ?? createUnacknowledged()),
  };
  const outbox = createOutbox(hosts[0]);
  const waits = createWaits();
  const leaving = new AbortController();
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
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
    begin();
    report({ type: "connected", host: showHost(host) });
  };
  /** Tries each host once, and answers why the first did not let it in; nothing where one did. */
  const tryHosts = async (): Promise<LinkError | undefined> => {
    let first: LinkError | undefined;
    for (const host of hosts) {
      if (closed) return first;
      try {
        await connect(host);
        return undefined;
      } catch (error) {
        first ??= error as LinkError;
        if (opened && !closed) options.onFailed?.(host, error as LinkError);
      }
    }
    return first;
  };
  /** Waits for the end of a connection. */
  const outlive = async ({ ended }: Attachment): Promise<void> => {
    const began = steadyTime();
    const error = await ended;
    attachment = undefined;
    const short = waits.lasted(steadyTime() - began);
    // Closed without a word: a network that fails, or a broker that ends, has an error or lets nobody in afterwards.
    const isTakeover = short >= LEAST_TAKEOVERS && error.code === "unreachable" && error.cause === undefined;
    lost(current, isTakeover ? takenOver(current, options.clientId, short) : error);
  };
  const stay = async (): Promise<void> => {
    opened = true;
    while (!closed) {
      if (attachment !== undefined) await outlive(attachment);
      if (closed) return;
      await pause(waits.next(), leaving.signal);
      await tryHosts();
    }
  };

  const first = tryHosts();
  const staying = first.then(stay);

  return {
    get host() {
      return current;
    },
    get connected() {
      return attachment !== undefined;
    },
    first,
    begun,
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
