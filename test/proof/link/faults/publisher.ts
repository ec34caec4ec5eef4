import { connect, type MqttClient } from "mqtt";
import { devEuiOf, tickPayload } from "../message.ts";

/** What a publisher is told. */
export interface PublisherOptions {
  readonly port: number;
  readonly devices: number;
  /** How many messages each device sends. */
  readonly each: number;
  readonly qos: 0 | 1;
  /** How many of the devices wait for no acknowledgement before they send the next. */
  readonly floods?: number;
  /** Whether a message's payload is to be damaged. */
  readonly poisoned: (n: number) => boolean;
}

/** What a publisher knows of its messages, as `device number`. */
export interface PublisherLog {
  readonly sent: Set<string>;
  /** Acknowledged, or sent before a message that was acknowledged on the same connection. */
  readonly taken: Set<string>;
}

/** With QoS 0, each so many messages one has QoS 1, so that it is known what has arrived. */
const CHUNK = 10;

/**
 * Publishes with MQTT.js, each device in order and over a connection of its own. `log` is filled as it goes on;
 * resolves when all is published.
 */
export async function publishAll(options: PublisherOptions, log: PublisherLog): Promise<void> {
  await Promise.all(
    Array.from({ length: options.devices }, (_, index) => publishDevice(index, options, log)),
  );
}

async function publishDevice(index: number, options: PublisherOptions, log: PublisherLog): Promise<void> {
  const devEui = devEuiOf(index);
  const client: MqttClient = connect({
    host: "127.0.0.1",
    port: options.port,
    protocolVersion: 4,
    clientId: devEui,
    clean: true,
    reconnectPeriod: 100,
    connectTimeout: 2_000,
    queueQoSZero: false,
  });
  client.on("error", () => {});
  let connection = 0;
  client.on("connect", () => connection++);
  if (!client.connected) await connected(client);
  const flooding: Promise<void>[] = [];
  let chunk: { key: string; connection: number }[] = [];
  for (let n = 0; n < options.each; n++) {
    const key = `${devEui} ${n}`;
    const payload = Buffer.from(tickPayload(devEui, n));
    const bytes = options.poisoned(n) ? payload.subarray(0, -1) : payload;
    const qos = options.qos === 1 || n % CHUNK === CHUNK - 1 || n === options.each - 1 ? 1 : 0;
    log.sent.add(key);
    if (qos === 0) {
      if (!client.connected) await connected(client);
      chunk.push({ key, connection });
      client.publish(`LOB/${devEui}/up/tick`, bytes, { qos });
      continue;
    }
    const published = client.publishAsync(`LOB/${devEui}/up/tick`, bytes, { qos });
    if (index < (options.floods ?? 0)) {
      flooding.push(published.then(() => void log.taken.add(key)));
      continue;
    }
    await published;
    log.taken.add(key);
    for (const one of chunk) if (one.connection === connection) log.taken.add(one.key);
    chunk = [];
  }
  await Promise.all(flooding);
  await client.endAsync();
}

function connected(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once("connect", () => resolve()));
}
