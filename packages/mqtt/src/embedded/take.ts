import type { Aedes, Client, PublishPacket } from "aedes";
import type { TopicName } from "../protocol/topic-name.ts";
import type { CutMark, CutPayload } from "./cut-mark.ts";
import { createExactlyOnce } from "./exactly-once.ts";

/** Sees to a message that a client may publish; what it answers has to end before the message is acknowledged. */
export type Take = (client: Client, packet: PublishPacket, name: TopicName) => Promise<void> | undefined;

/** What tells a message that a device sends again. */
export interface Repetition {
  readonly dup: boolean;
  /** With QoS 0 there is none: 0. */
  readonly packetId: number;
}

/** What it takes to see to messages. */
export interface TakeOptions {
  readonly broker: Aedes;
  readonly cut: CutMark;
  /** A message of QoS 2 has come again, and is left out. */
  onRepeated(client: Client, packet: PublishPacket): void;
  readonly events: {
    onMessage(
      name: TopicName,
      topicName: string,
      payload: Uint8Array,
      again: Repetition,
    ): Promise<void> | void;
    onLong(name: TopicName, topicName: string, cut: CutPayload, again: Repetition): Promise<void>;
  };
}

/** Where a message goes that nobody is to get: no client can subscribe to it. */
const NOWHERE = "$wirebook/nowhere";

/** What aedes keeps of messages of QoS 2, as far as it is used here. */
interface IncomingStore {
  incomingStorePacket(client: Client, packet: PublishPacket): Promise<void>;
  incomingDelPacket(client: Client, packet: PublishPacket): Promise<void>;
  cleanIncoming(client: Client): Promise<void>;
}

/** Hands on what devices publish, each message once, and keeps from the others what was cut. */
export function createTake({ broker, cut, events, onRepeated }: TakeOptions): Take {
  const exactlyOnce = createExactlyOnce();
  followReleases(broker, exactlyOnce);

  const see = (packet: PublishPacket, name: TopicName): Promise<void> | undefined => {
    const { topic, payload: given } = packet;
    const payload = typeof given === "string" ? Buffer.from(given) : given;
    const long = cut.read(payload);
    if (long !== undefined) {
      packet.topic = NOWHERE;
      packet.payload = Buffer.alloc(0);
      packet.retain = false;
      return events.onLong(name, topic, long, repetitionOf(packet));
    }
    if (name.direction === "down") return undefined;
    packet.retain = false;
    return events.onMessage(name, topic, payload, repetitionOf(packet)) ?? undefined;
  };

  return (client, packet, name) => {
    const { messageId } = packet as { readonly messageId?: number };
    if (packet.qos !== 2 || messageId === undefined) return see(packet, name);
    const isRepeated = exactlyOnce.has(client.id, messageId);
    const taken = exactlyOnce.once(client.id, messageId, async () => see(packet, name));
    return isRepeated ? taken.then(() => onRepeated(client, packet)) : taken;
  };
}

function repetitionOf({ dup, messageId = 0 }: { dup: boolean; messageId?: number | undefined }): Repetition {
  return { dup, packetId: messageId };
}

/** Learns from what aedes keeps when a packet identifier is free again, and lets it keep the identifiers alone. */
function followReleases(broker: Aedes, exactlyOnce: ReturnType<typeof createExactlyOnce>): void {
  const { persistence: store } = broker as unknown as { readonly persistence: IncomingStore };
  const [keep, remove, clean] = [
    store.incomingStorePacket.bind(store),
    store.incomingDelPacket.bind(store),
    store.cleanIncoming.bind(store),
  ];
  // A thousand payloads of a client that releases none would be a thousand times the largest packet.
  store.incomingStorePacket = (client, packet) => keep(client, { ...packet, payload: Buffer.alloc(0) });
  store.incomingDelPacket = async (client, packet) => {
    await remove(client, packet);
    exactlyOnce.release(client.id, (packet as { messageId?: number }).messageId ?? 0);
  };
  store.cleanIncoming = async (client) => {
    exactlyOnce.forget(client.id);
    await clean(client);
  };
}
