import { Aedes, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import type { LinkEvent, Report } from "../events.ts";
import { DEFAULT_MAX_PACKET } from "../packets/limit.ts";
import { checkPrefix } from "../protocol/level.ts";
import { DEFAULT_PREFIX, type TopicName } from "../protocol/topic-name.ts";
import { mayPublish, mayReceive, refusedSubscription } from "./access.ts";
import { createBudget } from "./budget.ts";
import { followClients } from "./clients.ts";
import { type CutPayload, createCutMark } from "./cut-mark.ts";
import { type ClientIdentity, ownClientId } from "./identity.ts";
import { createInlet, type Inlet } from "./inlet.ts";
import { type Arrival, listen, type OpenListener } from "./listen.ts";
import { type EmbeddedOptions, readListeners } from "./options.ts";
import { createReadOn } from "./read-on.ts";
import { createRefusals } from "./refusals.ts";
import { type Renewal, renewListeners } from "./renewal.ts";
import { createRetained, NOT_RETAINED } from "./retained.ts";
import { isRevoked, readRevoked } from "./revoked.ts";
import { watchSessions } from "./sessions.ts";
import { createSignIn, NOT_AUTHORIZED, refusalWords } from "./sign-in.ts";
import { watchStandstill } from "./standstill.ts";
import { createTake, type Repetition } from "./take.ts";
import { createTallies } from "./tallies.ts";

/** What the broker hands on. */
export interface BrokerEvents {
  /** A message of a device. The device's broker acknowledges it when this resolves. */
  onMessage(name: TopicName, topicName: string, payload: Uint8Array, again: Repetition): Promise<void> | void;
  /** The same for a message whose packet was longer than allowed; and for one that an operator publishes. */
  onLong(name: TopicName, topicName: string, cut: CutPayload, again: Repetition): Promise<void>;
  readonly report: Report;
}

/** A broker inside this process. */
export interface Broker {
  readonly urls: readonly string[];
  publish(topicName: string, payload: Uint8Array): Promise<void>;
  /**
   * Takes over certificates, fingerprints and revoked names, and cuts off who is not to be let in any more.
   *
   * @throws LinkError `invalid-configuration`
   */
  renew(renewal: Renewal): void;
  close(): Promise<void>;
}

/**
 * Starts a broker that lets a device reach its own topics and no others.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function startBroker(options: EmbeddedOptions, events: BrokerEvents): Promise<Broker> {
  const { prefix = DEFAULT_PREFIX, maxPacket = DEFAULT_MAX_PACKET } = options;
  const { report } = events;
  checkPrefix(prefix);
  const listeners = readListeners(options);
  const signIn = createSignIn(options);
  let revoked = readRevoked(options.revoked);
  const standstill = watchStandstill();
  const budget = createBudget();
  const readOn = createReadOn();
  const retained = createRetained();
  const cut = createCutMark();
  const refusals = createRefusals(report);
  const connections = new WeakMap<object, Arrival & { readonly inlet: Inlet }>();
  const identities = new WeakMap<object, ClientIdentity>();
  // Without a limit: what waits for one is worked off in a recursion, which thousands of devices that come back at once
  // make deep enough to end the process.
  const broker = await Aedes.createBroker({ concurrency: 0 });
  const addressOf = (client: Client): string => connections.get(client.conn)?.address ?? "";
  const clients = followClients({ broker, addressOf, refusals, report });
  const sessions = watchSessions(broker, options.waiting ?? {}, report);
  const take = createTake({ broker, cut, events, onRepeated: (client, packet) => seenTo(client, packet) });

  const seenTo = (client: Client, packet: PublishPacket): void =>
    connections.get(client.conn)?.inlet.seenTo(packet);
  /** What is no device's is handed on as it is, and so has to be whole. */
  const passed = ({ payload }: PublishPacket): string | undefined =>
    cut.read(typeof payload === "string" ? Buffer.from(payload) : payload) === undefined
      ? undefined
      : "expected a packet within maxPacket";
  const denials = createTallies<Denial>((denial, count) => report({ type: "denied", ...denial, count }));
  const deny = ({ id: client }: Client, topicName: string, reason: string): void =>
    denials.add(`${client} ${reason}`, { client, topicName, reason });

  /** Why a client is not to be let in, whoever it is; `undefined` where it may be. */
  const barred = (who: ClientIdentity, arrival: Arrival | undefined): string | undefined => {
    if (isRevoked(revoked, who, arrival?.proved?.identity)) return "expected a name that is not revoked";
    return arrival?.isTrusted() === false
      ? "expected a fingerprint that is still among fingerprints"
      : undefined;
  };
  const cutOff = (): void => {
    for (const client of Object.values(clientsOf(broker))) {
      const who = identities.get(client);
      const reason = who && barred(who, connections.get(client.conn));
      if (reason === undefined) continue;
      clients.because(client, reason);
      client.close();
    }
  };

  broker.preConnect = (client, { protocolVersion = 4, clientId }, done) => {
    if (protocolVersion < MQTT_5) return done(null, true);
    const reason = `MQTT ${protocolVersion}; expected 3.1.1`;
    clients.because(client, reason);
    refusals.refuse({ address: addressOf(client), client: clientId, reason });
    client.conn.write(UNSUPPORTED_VERSION, () => done(new Error(reason), false));
  };

  broker.authenticate = (client, user, password, done) => {
    const { id: clientId } = client;
    const refuse = (code: number, reason = refusalWords(code)): void => {
      clients.because(client, reason);
      refusals.refuse({ address: addressOf(client), client: clientId, reason });
      done(returnCode(code), false);
    };
    const connection = connections.get(client.conn);
    signIn({ clientId, proved: connection?.proved, user, password }).then(
      (who) => {
        if (typeof who === "number") return refuse(who);
        const reason = barred(who, connection);
        if (reason !== undefined) return refuse(NOT_AUTHORIZED, reason);
        identities.set(client, who);
        client.id = ownClientId(who, clientId);
        const before = clientsOf(broker)[client.id];
        if (before !== undefined)
          clients.because(before, "another connection with the same client id has taken over");
        connection?.inlet.open();
        done(null, true);
      },
      () => refuse(NOT_AUTHORIZED, "authenticate failed"),
    );
  };

  broker.authorizePublish = (client, packet, done) => {
    if (client === null) return done(null);
    const who = identities.get(client);
    const name =
      who === undefined ? "not signed in" : (mayPublish(who, packet.topic, prefix) ?? passed(packet));
    if (typeof name === "string") {
      deny(client, packet.topic, name);
      clients.because(client, name);
      seenTo(client, packet);
      return done(new Error(name));
    }
    // What is handed on as too large is taken out of the packet.
    const bytes = packet.payload.length;
    const kept = name === undefined ? undefined : take(client, packet, name);
    if (packet.retain && !retained.admit(packet)) {
      packet.retain = false;
      deny(client, packet.topic, NOT_RETAINED);
    }
    if (kept === undefined) return done(null);
    const seen = readOn.hold(client, bytes);
    kept.then(
      () => {
        seen();
        done(null);
      },
      (error: Error) => {
        seen();
        seenTo(client, packet);
        done(error);
      },
    );
  };

  broker.published = (packet, client: Client | null, done) => {
    if (client !== null) seenTo(client, packet);
    done(null);
  };

  broker.authorizeSubscribe = (client, subscription, done) => {
    const who = identities.get(client);
    const reason = who === undefined ? "not signed in" : refusedSubscription(who, subscription.topic, prefix);
    if (reason === undefined) return done(null, subscription);
    deny(client, subscription.topic, reason);
    done(null, null);
  };

  broker.authorizeForward = (client, packet) => {
    const who = identities.get(client);
    return who !== undefined && mayReceive(who, packet.topic, prefix) ? packet : null;
  };

  const accept = (arrival: Arrival): void => {
    const { stream, address } = arrival;
    let client: Client | undefined;
    const inlet = createInlet(stream, {
      maxPacket,
      budget,
      cut,
      mayRead: (connection) => client === undefined || readOn.mayRead(client.id, connection),
      onAlive: () => keepAlive(client),
      onFault: (expected) => {
        const isIn = client !== undefined && identities.has(client);
        if (client !== undefined) clients.because(client, `expected ${expected}`);
        if (!isIn) refusals.refuse({ address, client: "", reason: `before sign-in: expected ${expected}` });
      },
    });
    connections.set(stream, { ...arrival, inlet });
    stream.on("error", () => stream.destroy());
    standstill.watch(stream);
    client = broker.handle(stream);
  };

  const opened: OpenListener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
    standstill.close();
    budget.close();
    readOn.close();
    refusals.close();
    denials.close();
    sessions.close();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
  };
  try {
    for (const listener of listeners) {
      opened.push(await listen(listener, accept, refusals));
    }
  } catch (error) {
    await close();
    throw error;
  }

  return {
    urls: opened.map(({ url }) => url),
    publish: (topic, payload) =>
      new Promise((resolve, reject) => {
        const packet: PublishPacket = {
          cmd: "publish",
          topic,
          payload: Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength),
          qos: 1,
          dup: false,
          retain: false,
        };
        broker.publish(packet, (error) => (error ? reject(error) : resolve()));
      }),
    renew: (renewal) => {
      const names = renewal.revoked === undefined ? revoked : readRevoked(renewal.revoked);
      renewListeners(renewal, listeners, opened);
      revoked = names;
      cutOff();
    },
    close,
  };
}

function clientsOf(broker: Aedes): Readonly<Record<string, Client>> {
  return (broker as unknown as { readonly clients: Readonly<Record<string, Client>> }).clients;
}

/** What a client wanted that it may not. */
type Denial = Pick<LinkEvent & { type: "denied" }, "client" | "topicName" | "reason">;

const MQTT_5 = 5;
/** CONNACK with the reason code 0x84, as clients of MQTT 5 read it. @see MQTT 5 §3.2.2.2 */
const UNSUPPORTED_VERSION = Buffer.of(0x20, 3, 0, 0x84, 0);

/** Bytes are a sign of life, too: aedes waits for whole packets, and a large one over a slow link takes longer than its patience. */
function keepAlive(client: Client | undefined): void {
  const { _keepaliveTimer: timer } = (client ?? {}) as { _keepaliveTimer?: NodeJS.Timeout | null };
  timer?.refresh();
}

function returnCode(code: number): AuthenticateError {
  return Object.assign(new Error("refused"), { returnCode: code });
}
