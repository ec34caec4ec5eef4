import type { Socket } from "node:net";
import { matchesTopicFilter } from "@wirebook/mqtt";
import type { Packet } from "mqtt-packet";
import { connack, type FakeBroker, type Say, startFakeBroker } from "./fake-broker.ts";

/** A message that a broker took. */
export interface Taken {
  readonly topic: string;
  readonly payload: Buffer;
  readonly clientId: string;
}

/** A broker that hands messages to whoever has subscribed, and keeps what clients publish. */
export interface SmallBroker extends FakeBroker {
  readonly taken: readonly Taken[];
  /** The client ids that are connected. */
  readonly clients: ReadonlySet<string>;
  /** The client ids that were ever connected, each time. */
  readonly seen: readonly string[];
  /** Whether a client is subscribed to what has this topic name. */
  listens(topicName: string): boolean;
  /** Publishes as a device would. */
  deliver(topic: string, payload: Uint8Array): void;
}

/** How a small broker is set up. */
export interface SmallBrokerOptions {
  readonly port?: number;
  readonly host?: string;
  /** Return code of CONNACK. Default: 0. */
  readonly answer?: (packet: { readonly clientId: string; readonly password?: Buffer | string }) => number;
  /** Whether it acknowledges a message. Default: each. */
  readonly acknowledges?: (taken: Taken, socket: Socket) => boolean;
}

/** Starts a small broker. */
export async function startSmallBroker(options: SmallBrokerOptions = {}): Promise<SmallBroker> {
  const { port = 0, host = "127.0.0.1", answer = () => 0, acknowledges = () => true } = options;
  const taken: Taken[] = [];
  const clients = new Set<string>();
  const seen: string[] = [];
  const subscribers: { say: Say; filter: string }[] = [];
  const names = new Map<Socket, string>();
  let messageId = 0;
  const broker = await startFakeBroker(
    (packet, say, _, socket) => {
      switch (packet.cmd) {
        case "connect": {
          const returnCode = answer(packet as never);
          say({ ...connack, returnCode } as Packet);
          if (returnCode !== 0) return;
          names.set(socket, packet.clientId);
          clients.add(packet.clientId);
          seen.push(packet.clientId);
          socket.on("close", () => {
            clients.delete(packet.clientId);
            for (const one of subscribers.filter((subscriber) => subscriber.say === say)) {
              subscribers.splice(subscribers.indexOf(one), 1);
            }
          });
          return;
        }
        case "subscribe":
          for (const { topic } of packet.subscriptions) subscribers.push({ say, filter: topic });
          return say({
            cmd: "suback",
            messageId: packet.messageId as number,
            granted: packet.subscriptions.map(() => 1),
          });
        case "publish": {
          const clientId = names.get(socket) ?? "";
          const one = { topic: packet.topic, payload: packet.payload as Buffer, clientId };
          taken.push(one);
          if (packet.qos === 1 && acknowledges(one, socket)) {
            say({ cmd: "puback", messageId: packet.messageId } as Packet);
          }
          return;
        }
        case "pingreq":
          return say({ cmd: "pingresp" });
      }
    },
    port,
    host,
  );
  const matching = (topic: string) => subscribers.filter(({ filter }) => matchesTopicFilter(filter, topic));
  return {
    ...broker,
    taken,
    clients,
    seen,
    listens: (topic) => matching(topic).length > 0,
    deliver: (topic, payload) => {
      for (const { say } of matching(topic)) {
        messageId = (messageId % 0xffff) + 1;
        const message = {
          topic,
          payload: Buffer.from(payload),
          qos: 1,
          messageId,
          dup: false,
          retain: false,
        };
        say({ cmd: "publish", ...message } as Packet);
      }
    },
  };
}
