import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "mqtt";
import { generate, type Packet, parser } from "mqtt-packet";
import { startChild } from "../../../support/child.ts";
import { freePort } from "../../../support/free-port.ts";
import { startMosquitto } from "../../../support/mosquitto.ts";
import { devEuiOf, tickPayload } from "../message.ts";
import type { Subscriber } from "./subscriber-process.ts";

const SUBSCRIBER = fileURLToPath(new URL("subscriber-process.js", import.meta.url));

/** Messages a second, by subscriber, one figure for each round. */
export type Rates = Readonly<Record<Subscriber, readonly number[]>>;

const SUBSCRIBERS = ["bare", "direct", "durable"] as const;

/** How fast each subscriber empties a queue of the same messages at mosquitto, which keeps them in memory alone. */
export async function measureThroughput(folder: string, messages: number, rounds: number): Promise<Rates> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const broker = await startMosquitto(
    folder,
    [
      `listener ${port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence false",
      "queue_qos0_messages true",
      "upgrade_outgoing_qos true",
      "max_queued_messages 1000000",
      "max_inflight_messages 1000",
      "set_tcp_nodelay true",
      "",
    ].join("\n"),
    port,
  );
  const rates: Record<Subscriber, number[]> = { bare: [], direct: [], durable: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      // In turns, so that what else the machine does falls on each.
      for (const kind of [...SUBSCRIBERS.slice(round % 3), ...SUBSCRIBERS.slice(0, round % 3)]) {
        await makeSession(port, kind === "bare" ? "bare" : `${kind}-uplinks`);
        await fill(port, messages, round);
        const inbox = join(folder, `inbox-${round}`);
        const child = startChild(process.execPath, [SUBSCRIBER, kind, String(port), String(messages), inbox]);
        const output = await child.says("}\n", 30_000);
        await child.end();
        rates[kind].push((JSON.parse(output.trim().split("\n").at(-1) as string) as { rate: number }).rate);
        await dropSession(port, kind === "bare" ? "bare" : `${kind}-uplinks`);
      }
    }
  } finally {
    await broker.kill();
  }
  return rates;
}

/** A session that the broker keeps messages for. */
async function makeSession(port: number, clientId: string): Promise<void> {
  const client = connect({ host: "127.0.0.1", port, protocolVersion: 4, clientId, clean: false });
  await client.subscribeAsync("LOB/+/up/+", { qos: 1 });
  await client.endAsync();
}

async function dropSession(port: number, clientId: string): Promise<void> {
  const client = connect({ host: "127.0.0.1", port, protocolVersion: 4, clientId, clean: true });
  await new Promise<void>((resolve) => client.once("connect", () => resolve()));
  await client.endAsync();
}

/** Publishes as fast as the broker reads, the last message at QoS 1: when it is acknowledged, all are there. */
async function fill(port: number, messages: number, round: number): Promise<void> {
  const socket = connectTcp(port, "127.0.0.1");
  const reader = parser({ protocolVersion: 4 });
  const acknowledged = new Promise<void>((resolve) =>
    reader.on("packet", (packet: Packet) => packet.cmd === "puback" && resolve()),
  );
  socket.on("data", (chunk) => reader.parse(chunk));
  const send = async (packet: Packet): Promise<void> => {
    if (!socket.write(generate(packet, { protocolVersion: 4 }))) await once(socket, "drain");
  };
  await send({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId: "filler",
    clean: true,
    keepalive: 0,
  });
  const devices = 500;
  for (let index = 0; index < messages; index++) {
    const devEui = devEuiOf(index % devices);
    const n = round * messages + Math.floor(index / devices);
    const last = index === messages - 1;
    await send({
      cmd: "publish",
      topic: `LOB/${devEui}/up/tick`,
      payload: Buffer.from(tickPayload(devEui, n)),
      qos: last ? 1 : 0,
      dup: false,
      retain: false,
      ...(last ? { messageId: 1 } : {}),
    });
  }
  await acknowledged;
  socket.destroy();
}
