/** Clients of the embedded broker that are neither devices nor operators. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Backend, createBackend, type LinkEvent } from "@wirebook/mqtt";
import { messages, upEnv } from "@wirebook/schemas";
import { connectAsync, type MqttClient } from "mqtt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const devEui = "70b3d5e050020901";
const folder = mkdtempSync(join(tmpdir(), "wirebook-others-"));
const events: LinkEvent[] = [];
const received: unknown[] = [];
let backend: Backend;
const clients: MqttClient[] = [];

beforeAll(async () => {
  backend = await createBackend({
    embedded: {
      port: 0,
      authenticate: ({ user, password }) => password === "right" && { as: user },
      access: [
        { name: "display", read: ["rooms/+/temperature", `LOB/${devEui}/up/#`] },
        { name: "sensor", write: ["rooms/#", "LOB/#", "#"] },
      ],
    },
    messages,
    inbox: join(folder, "inbox"),
    maxPacket: 10_000,
    report: (event) => events.push(event),
  });
  backend.onUplink(upEnv, (value) => void received.push(value));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.endAsync(true);
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

async function enter(username: string, password = "right"): Promise<MqttClient> {
  const options = { protocolVersion: 4 as const, username, password, reconnectPeriod: 0 };
  const client = await connectAsync(backend.urls[0] as string, options, false);
  client.on("error", () => {});
  clients.push(client);
  return client;
}

async function display(): Promise<string[]> {
  const heard: string[] = [];
  const client = await enter("display");
  client.on("message", (topic) => heard.push(topic));
  for (const filter of ["rooms/+/temperature", `LOB/${devEui}/up/#`])
    await client.subscribeAsync(filter, { qos: 1 });
  return heard;
}

const denials = () => events.flatMap((event) => (event.type === "denied" ? [event.reason] : []));

test("what it may write is handed to who may read it, and is no message of a device", async () => {
  const heard = await display();
  const sensor = await enter("sensor");
  for (const topic of [
    "rooms/1/humidity",
    "rooms/1/temperature",
    "rooms/temperature",
    "rooms/2/temperature",
  ]) {
    await sensor.publishAsync(topic, "21.5", { qos: 1 });
  }
  await expect.poll(() => heard).toEqual(["rooms/1/temperature", "rooms/2/temperature"]);
  expect(received).toEqual([]);
});

test("it may hear what a device sends", async () => {
  const heard = await display();
  const device = await enter(devEui);
  const payload = upEnv.encode({ i: devEui, n: 1n, q: "env", d: { vbat: 3600 } });
  await device.publishAsync(`LOB/${devEui}/up/env`, Buffer.from(payload), { qos: 1 });
  await expect.poll(() => heard).toEqual([`LOB/${devEui}/up/env`]);
  await expect.poll(() => received).toHaveLength(1);
});

describe("it does not get through", () => {
  test.each([
    ["with another password", async () => enter("display", "wrong")],
    ["under a name that has no rights", async () => enter("stranger")],
  ])("%s", async (_, run) => {
    await expect(run()).rejects.toThrow(/refused/i);
  });

  test.each([
    ["to a device's topic, whatever its filters say", "sensor", `LOB/${devEui}/up/env`, "x", /no device's/],
    ["to a device's downlinks", "sensor", `LOB/${devEui}/down/reboot`, "x", /no device's/],
    ["where it may read alone", "display", "rooms/1/temperature", "x", /access lets it write/],
    [
      "with a message that was too long to be taken whole",
      "sensor",
      "rooms/1/temperature",
      "x".repeat(20_000),
      /maxPacket/,
    ],
  ])("%s", async (_, user, topic, message, reason) => {
    const heard = await display();
    const client = await enter(user);
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
    client.publish(topic, message, { qos: 1 });
    await closed;
    expect(heard).toEqual([]);
    expect(denials().at(-1)).toMatch(reason);
  });

  test.each(["#", "rooms/#", "rooms/+/+", "LOB/+/up/#", `LOB/${devEui}/#`, "$SYS/#"])(
    "with %s as a subscription",
    async (filter) => {
      const client = await enter("display");
      await expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow();
    },
  );
});

test.each([
  ["a name twice", [{ name: "a" }, { name: "a" }], /each name once/],
  ["a filter that is none", [{ name: "a", read: ["a/#/b"] }], /# alone in the last level/],
])("%s is refused when the broker starts", async (_, access, words) => {
  const options = { embedded: { port: 0, access }, messages, inbox: join(folder, "other"), report: () => {} };
  await expect(createBackend(options)).rejects.toThrow(words);
});
