/**
 * One subscriber in a process of its own: it takes so many messages, and says how many it took a second.
 *
 * @module
 */
import { createBackend } from "@wirebook/mqtt";
import { Decoder } from "cbor-x";
import { connect } from "mqtt";
import { upTick } from "../message.ts";

/** What is measured: MQTT.js with cbor-x, a backend without an inbox, a backend with one. */
export type Subscriber = "bare" | "direct" | "durable";

const [kind, port, total, inbox] = process.argv.slice(2) as [Subscriber, string, string, string];
const messages = Number(total);
/** The first ones warm the code. */
const warm = Math.floor(messages / 6);
let count = 0;
let began = 0;
let sum = 0;

function take(value: number): void {
  sum += value;
  count++;
  if (count === warm) began = performance.now();
  if (count < messages) return;
  const seconds = (performance.now() - began) / 1000;
  process.stdout.write(`${JSON.stringify({ rate: (messages - warm) / seconds, sum })}\n`);
  setImmediate(() => process.exit(0));
}

if (kind === "bare") {
  const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });
  const client = connect({
    host: "127.0.0.1",
    port: Number(port),
    protocolVersion: 4,
    clientId: "bare",
    clean: false,
  });
  client.on("message", (_topic, payload) =>
    take((decoder.decode(payload) as { d: { value: number } }).d.value),
  );
  client.subscribe("LOB/+/up/+", { qos: 1 });
} else {
  const backend = await createBackend({
    url: `mqtt://127.0.0.1:${port}`,
    clientId: kind,
    messages: [upTick],
    inbox: kind === "durable" ? inbox : false,
  });
  backend.onUplink(upTick, (value) => take(value.d.value));
}
