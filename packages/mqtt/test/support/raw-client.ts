import { connect, type Socket } from "node:net";
import { generate, type Packet, parser } from "mqtt-packet";
import { undo, until } from "./scene.ts";

/** A client that says whatever a test lets it say, byte by byte. */
export interface RawClient {
  readonly socket: Socket;
  /** What the broker has said. */
  readonly packets: readonly Packet[];
  readonly isClosed: boolean;
  /** Resolves when the operating system has the bytes. */
  write(...bytes: readonly Buffer[]): Promise<void>;
  /** Resolves when the broker has said so many packets of a kind. */
  says(cmd: Packet["cmd"], count?: number): Promise<void>;
}

/** Bytes of CONNECT. */
export function hello(
  clientId: string,
  more: { username?: string; password?: Buffer; clean?: boolean } = {},
) {
  return generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId,
    clean: true,
    keepalive: 0,
    ...more,
  });
}

/** The fixed header and what stands before the payload of a PUBLISH, whose payload has so many bytes. */
export function publishHead(
  topic: string | Buffer,
  size: number,
  { qos = 0, messageId = 0, dup = false } = {},
): Buffer {
  const name = Buffer.from(topic);
  const id = qos === 0 ? [] : [messageId >> 8, messageId & 255];
  const body = Buffer.concat([Buffer.from([name.length >> 8, name.length & 255]), name, Buffer.from(id)]);
  const length: number[] = [];
  for (let rest = body.length + size; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([0x30 | (qos << 1) | (dup ? 8 : 0), ...length]), body]);
}

/** The port of a URL. */
export function portOf(url: string | undefined): number {
  return Number(/:(\d+)$/.exec(url ?? "")?.[1]);
}

/** Connects, and says nothing yet. */
export function openRaw(url: string | undefined): RawClient {
  const socket = connect(portOf(url), "127.0.0.1").setNoDelay(true);
  undo(() => socket.destroy());
  const packets: Packet[] = [];
  let isClosed = false;
  const reader = parser({ protocolVersion: 4 });
  reader.on("packet", (packet: Packet) => packets.push(packet));
  socket.on("data", (chunk) => reader.parse(chunk));
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
  });
  return {
    socket,
    packets,
    get isClosed() {
      return isClosed;
    },
    write: async (...bytes) => {
      await new Promise((resolve) => socket.write(Buffer.concat(bytes), resolve));
    },
    says: (cmd, count = 1) => until(() => packets.filter((packet) => packet.cmd === cmd).length >= count),
  };
}
