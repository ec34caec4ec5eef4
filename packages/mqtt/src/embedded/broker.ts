import type { Duplex } from "node:stream";
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from "aedes";
import type { Report } from "../events.ts";
import { checkPrefix } from "../protocol/level.ts";
import { DEFAULT_PREFIX, type TopicName } from "../protocol/topic-name.ts";
import { mayPublish, mayReceive, refusedSubscription } from "./access.ts";
import { type ClientIdentity, ownClientId } from "./identity.ts";
import { listen, type OpenListener } from "./listen.ts";
import { type EmbeddedOptions, readListeners } from "./options.ts";
import { limitPackets } from "./packet-limit.ts";
import { createSignIn, NOT_AUTHORIZED } from "./sign-in.ts";
import { watchStandstill } from "./standstill.ts";

/** What tells a message that a device sends again. */
export interface Repetition {
  readonly dup: boolean;
  readonly packetId: number;
}

/** What the broker hands on. */
export interface BrokerEvents {
  /** A message of a device. The device's broker acknowledges it when this resolves. */
  onMessage(name: TopicName, topicName: string, payload: Uint8Array, again: Repetition): Promise<void> | void;
  readonly report: Report;
}

/** A broker inside this process. */
export interface Broker {
  readonly urls: readonly string[];
  publish(topicName: string, payload: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a broker that lets a device reach its own topics and no others.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function startBroker(options: EmbeddedOptions, events: BrokerEvents): Promise<Broker> {
  const { prefix = DEFAULT_PREFIX } = options;
  checkPrefix(prefix);
  const listeners = readListeners(options);
  const signIn = createSignIn(options);
  const standstill = watchStandstill();
  const proved = new WeakMap<object, string | undefined>();
  const identities = new WeakMap<object, ClientIdentity>();
  // Without a limit: what waits for one is worked off in a recursion, which thousands of devices that come back at once
  // make deep enough to end the process.
  const broker = await Aedes.createBroker({ concurrency: 0 });

  const deny = (client: Client, topicName: string, reason: string): void =>
    events.report({ type: "denied", client: client.id, topicName, reason });

  broker.authenticate = (client, user, password, done) => {
    signIn({ clientId: client.id, proved: proved.get(client.conn), user, password }).then(
      (who) => {
        if (typeof who === "number") return done(returnCode(who), false);
        identities.set(client, who);
        client.id = ownClientId(who, client.id);
        done(null, true);
      },
      () => done(returnCode(NOT_AUTHORIZED), false),
    );
  };

  broker.authorizePublish = (client, packet, done) => {
    if (client === null) return done(null);
    const who = identities.get(client);
    const name = who === undefined ? "not signed in" : mayPublish(who, packet.topic, prefix);
    if (typeof name === "string") {
      deny(client, packet.topic, name);
      return done(new Error(name));
    }
    if (name.direction === "down") return done(null);
    packet.retain = false;
    const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
    const kept = events.onMessage(name, packet.topic, payload, repetitionOf(packet));
    if (kept === undefined) return done(null);
    kept.then(
      () => done(null),
      (error: Error) => done(error),
    );
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

  const opened: OpenListener[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
    standstill.close();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
  };
  try {
    for (const listener of listeners) {
      opened.push(
        await listen(listener, (stream: Duplex, name) => {
          proved.set(stream, name);
          stream.on("error", () => stream.destroy());
          limitPackets(stream);
          standstill.watch(stream);
          broker.handle(stream);
        }),
      );
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
    close,
  };
}

function repetitionOf({ dup, messageId = 0 }: { dup: boolean; messageId?: number | undefined }): Repetition {
  return { dup, packetId: messageId };
}

function returnCode(code: number): AuthenticateError {
  return Object.assign(new Error("refused"), { returnCode: code });
}
