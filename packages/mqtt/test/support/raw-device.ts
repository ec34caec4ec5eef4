import { connect as connectTcp } from "node:net";
import { generate, type Packet, parser } from "mqtt-packet";
import { devEui } from "./messages.ts";
import { undo, until } from "./scene.ts";

/** A device that says its packets itself, byte for byte. */
export interface RawDevice {
  /** How many of its messages were acknowledged. */
  readonly acknowledged: number;
  /**
   * Publishes at QoS 1, one behind the other, without waiting; with `dup` as a client does what it sends again. Packet
   * Identifiers count from 1, or from `packetId`.
   */
  publish(
    topicName: string,
    payloads: readonly Uint8Array[],
    mark?: { readonly dup?: boolean; readonly packetId?: number },
  ): void;
  /** Resolves when all that was published is acknowledged. */
  settled(): Promise<void>;
  /** Ends the connection without a word. */
  cut(): void;
}

/** Connects to an embedded broker. */
export async function startRawDevice(url: string, clientId = devEui): Promise<RawDevice> {
  const { hostname, port } = new URL(url);
  const socket = connectTcp(Number(port), hostname);
  socket.on("error", () => {});
  undo(() => socket.destroy());
  const reader = parser({ protocolVersion: 4 });
  const send = (packet: Packet): void => void socket.write(generate(packet, { protocolVersion: 4 }));
  let connected = false;
  let sent = 0;
  let acknowledged = 0;
  reader.on("packet", ({ cmd }: Packet) => {
    if (cmd === "connack") connected = true;
    if (cmd === "puback") acknowledged++;
  });
  socket.on("data", (chunk) => reader.parse(chunk));
  send({ cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean: true, keepalive: 0 });
  await until(() => connected);
  return {
    get acknowledged() {
      return acknowledged;
    },
    publish: (topic, payloads, { dup = false, packetId } = {}) => {
      for (const [index, payload] of payloads.entries()) {
        const messageId = packetId === undefined ? (sent % 65_535) + 1 : packetId + index;
        sent++;
        send({
          cmd: "publish",
          topic,
          payload: Buffer.from(payload),
          qos: 1,
          dup,
          retain: false,
          messageId,
        });
      }
    },
    settled: () => until(() => acknowledged === sent),
    cut: () => void socket.destroy(),
  };
}
