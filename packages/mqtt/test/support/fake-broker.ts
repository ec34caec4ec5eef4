import { createServer, type Server, type Socket } from "node:net";
import { generate, type Packet, parser } from "mqtt-packet";
import { undo } from "./scene.ts";

/** Says packets to a client. */
export type Say = (...packets: Packet[]) => void;

/** Is called with each packet, and with the count of its connection. */
export type OnPacket = (packet: Packet, say: Say, connection: number, socket: Socket) => void;

/** A broker that is told what to say. */
export interface FakeBroker {
  readonly url: string;
  /** Ends all connections, and lets nobody in any more. */
  close(): Promise<void>;
}

export const connack: Packet = { cmd: "connack", returnCode: 0, sessionPresent: true };
export const suback = (messageId = 0): Packet => ({ cmd: "suback", messageId, granted: [1] });

/** Starts a broker that is told what to say, at any port that is free or at the one that is asked for. */
export async function startFakeBroker(onPacket: OnPacket, port = 0, host = "127.0.0.1"): Promise<FakeBroker> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on("error", () => {});
    const reader = parser({ protocolVersion: 4 });
    const say: Say = (...packets) =>
      void socket.write(Buffer.concat(packets.map((packet) => generate(packet))));
    reader.on("packet", (packet: Packet) => onPacket(packet, say, connection, socket));
    socket.on("data", (chunk) => reader.parse(chunk));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  undo(close);
  const at = (server.address() as { port: number }).port;
  return { url: `mqtt://${host.includes(":") ? `[${host}]` : host}:${at}`, close };
}
