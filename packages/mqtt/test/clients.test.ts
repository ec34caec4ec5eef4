import type { LinkEvent } from "@wirebook/mqtt";
import mqtt from "mqtt";
import { generate, type Packet } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { startChild } from "wirebook-test/support/child";
import { createRetained } from "../src/embedded/retained.ts";
import { connack, startFakeBroker, suback } from "./support/fake-broker.ts";
import { devEui, tick, upBare, upTick } from "./support/messages.ts";
import { hello, openRaw, publishHead } from "./support/raw-client.ts";
import { startReporting } from "./support/reporting.ts";
import { newFolder, undo, until } from "./support/scene.ts";

const topic = `LOB/${devEui}/up/bare`;
const bare = Buffer.from(upBare.encode({ level: 1 }));
const exactlyOnce = (dup: boolean): Buffer =>
  Buffer.concat([publishHead(topic, bare.length, { qos: 2, messageId: 7, dup }), bare]);

describe("the embedded broker", () => {
  test.each([true, false])(
    "handles a message of QoS 2 that comes again once, with an inbox: %s",
    async (has) => {
      const backend = await startReporting({}, { inbox: has ? newFolder() : false });
      let handled = 0;
      backend.onUplink(upBare, () => void handled++);
      const client = openRaw(backend.urls[0]);
      // At once, before the first can be on disk; and after PUBREC.
      await client.write(hello(devEui), exactlyOnce(false), exactlyOnce(true));
      await client.says("pubrec", 2);
      await client.write(exactlyOnce(true));
      await client.says("pubrec", 3);
      await client.write(generate({ cmd: "pubrel", messageId: 7 }));
      await client.says("pubcomp");
      await until(() => handled > 0);
      expect(handled).toBe(1);
      // The identifier is free again.
      await client.write(exactlyOnce(false));
      await client.says("pubrec", 4);
      await until(() => handled === 2);
    },
  );

  test("tells who comes and goes, and why", async () => {
    const backend = await startReporting({}, { inbox: false });
    const first = openRaw(backend.urls[0]);
    await first.write(hello(devEui));
    await first.says("connack");
    const second = openRaw(backend.urls[0]);
    await second.write(hello(devEui));
    await until(() => first.isClosed);
    await second.says("connack");
    await second.write(publishHead("LOB/70b3d5e050020902/up/tick", 0));
    await until(() => backend.typesOf("client-disconnected").length === 2);
    const client = `device ${devEui} ${devEui}`;
    const address = "127.0.0.1";
    expect(backend.typesOf("client-connected")).toEqual([
      { type: "client-connected", client, address },
      { type: "client-connected", client, address },
    ]);
    expect(backend.typesOf("client-disconnected")).toMatchObject([
      { client, address, reason: expect.stringContaining("the same client id") },
      { client, address, reason: expect.stringContaining("its own topics") },
    ]);
  });

  test.each([
    ["a client id that is no DevEUI", hello("somebody"), "client id"],
    ["no MQTT", Buffer.from("GET / HTTP/1.1\r\n\r\n"), "expected MQTT"],
    ["a packet that is too long before sign-in", publishHead(topic, 1_000_000), "before sign-in"],
  ])("tells of %s, once at once and the others together", async (_, bytes, words) => {
    const backend = await startReporting({}, { inbox: false });
    for (let n = 0; n < 5; n++) {
      const client = openRaw(backend.urls[0]);
      await client.write(bytes);
      await until(() => client.isClosed);
    }
    await backend.close();
    const reason = expect.stringContaining(words);
    expect(backend.typesOf("client-refused")).toMatchObject([
      { count: 1, reason, address: "127.0.0.1" },
      { count: 4, reason },
    ]);
  });

  const version5 = { protocolId: "MQTT", protocolVersion: 5, clientId: devEui, clean: true, keepalive: 0 };
  test.each(["ws", "mqtt"] as const)("tells of a client of MQTT 5, and tells it, by %s", async (protocol) => {
    const listeners = [{ protocol, port: 0 }];
    const backend = await startReporting({}, { inbox: false, embedded: { listeners } });
    const client = mqtt.connect(backend.urls[0] as string, { ...version5, reconnectPeriod: 0 } as never);
    undo(() => client.endAsync(true));
    const error = await new Promise<Error>((resolve) => client.once("error", resolve));
    expect(error).toMatchObject({
      code: 132,
      message: expect.stringContaining("Unsupported Protocol Version"),
    });
    expect(backend.typesOf("client-refused")).toEqual([
      {
        type: "client-refused",
        client: devEui,
        address: "127.0.0.1",
        reason: "MQTT 5; expected 3.1.1",
        count: 1,
      },
    ]);
    if (protocol === "ws") return;
    const { port } = new URL(backend.urls[0] as string);
    const options = ["-V", "5", "-h", "127.0.0.1", "-p", port, "-i", devEui, "-t", topic, "-m", "a"];
    const publisher = startChild("mosquitto_pub", options);
    expect(await publisher.ended).toBe(132);
    expect(publisher.output()).toContain("Unsupported Protocol Version");
  });

  test("tells of what is denied, once at once and the others together", async () => {
    const backend = await startReporting({}, { inbox: false });
    const client = openRaw(backend.urls[0]);
    await client.write(hello(devEui));
    for (let messageId = 1; messageId <= 20; messageId++) {
      const subscriptions = [{ topic: `LOB/+/down/${messageId}`, qos: 1 }];
      await client.write(generate({ cmd: "subscribe", messageId, subscriptions } as Packet));
    }
    await client.says("suback", 20);
    expect(backend.typesOf("denied")).toMatchObject([{ topicName: "LOB/+/down/1", count: 1 }]);
    await backend.close();
    expect(backend.typesOf("denied").slice(1)).toMatchObject([{ topicName: "LOB/+/down/20", count: 19 }]);
  });

  test("keeps as retained what there is room for, and passes the rest on", async () => {
    const retained = createRetained(2, 100);
    const admit = (topic: string, size: number) => retained.admit({ topic, payload: Buffer.alloc(size) });
    expect([admit("a", 39), admit("b", 49), admit("c", 1)]).toEqual([true, true, false]);
    // Bytes of both, and what takes the place of another.
    expect([admit("a", 50), admit("a", 49), admit("a", 0), admit("c", 49)]).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect([admit("d", 0), admit("b", 1)]).toEqual([true, true]);

    const listeners = [{ port: 0 }];
    const embedded = { listeners, operators: ["desk"], authenticate: () => true };
    const backend = await startReporting({}, { inbox: false, embedded });
    const desk = await mqtt.connectAsync(backend.urls[0] as string, { username: "desk", protocolVersion: 4 });
    undo(() => desk.endAsync(true));
    const got: [string, boolean][] = [];
    desk.on("message", (name, _, { retain }) => void got.push([name, retain]));
    const name = (one: number) => `LOB/${devEui}/down/m${one}`;
    for (let one = 0; one < 6; one++) {
      await desk.publishAsync(name(one), Buffer.alloc(3 * 2 ** 20), { retain: true, qos: 1 });
    }
    expect(backend.typesOf("denied")).toMatchObject([
      { topicName: name(5), count: 1, reason: expect.stringContaining("retained messages") },
    ]);
    await desk.subscribeAsync(`LOB/${devEui}/down/+`, { qos: 1 });
    await until(() => got.length === 5);
    await desk.publishAsync(name(6), Buffer.alloc(3 * 2 ** 20), { retain: true, qos: 1 });
    await until(() => got.length === 6);
    expect(got.map(([topicName, retain]) => [topicName, retain]).toSorted()).toEqual([
      ...[0, 1, 2, 3, 4].map((one) => [name(one), true]),
      [name(6), false],
    ]);
  });

  test("lets nobody suffer from a topic name that is no UTF-8", async () => {
    const backend = await startReporting({}, { inbox: false });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    const payload = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) }));
    const good = openRaw(backend.urls[0]);
    await good.write(hello(devEui));
    await good.says("connack");
    const bad = openRaw(backend.urls[0]);
    await bad.write(hello("70b3d5e050020902"));
    await bad.says("connack");
    await bad.write(publishHead(Buffer.from("LOB/70b3d5e050020902/up/a\xff", "latin1"), 0));
    await until(() => bad.isClosed);
    await good.write(publishHead(`LOB/${devEui}/up/tick`, payload.length), payload);
    await until(() => handled === 1);
    expect(backend.typesOf("client-disconnected")).toMatchObject([
      { reason: expect.stringContaining("UTF-8") },
    ]);
  });
});

describe("the receiver", () => {
  test("handles a message of QoS 2 that comes again once", async () => {
    const answers: string[] = [];
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (!packet.subscriptions[0]?.topic.includes("/up/")) return;
        socket.write(Buffer.concat([exactlyOnce(false), exactlyOnce(true)]));
      } else if (/^pub(?:ack|rec|comp)$/.test(packet.cmd)) {
        answers.push(packet.cmd);
        if (answers.length === 2) say({ cmd: "pubrel", messageId: 7 } as Packet);
      }
    });
    const backend = await startReporting({}, { url, inbox: newFolder() });
    let handled = 0;
    backend.onUplink(upBare, () => void handled++);
    await until(() => answers.includes("pubcomp"));
    await until(() => handled > 0);
    expect(answers).toEqual(["pubrec", "pubrec", "pubcomp"]);
    expect(handled).toBe(1);
  });

  test("leaves a broker that sends a topic name which is no UTF-8, and says why", async () => {
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (!packet.subscriptions[0]?.topic.includes("/up/")) return;
        socket.write(publishHead(Buffer.from(`LOB/${devEui}/up/a\xff`, "latin1"), 0));
      }
    });
    const backend = await startReporting({}, { url, inbox: false });
    await until(() => backend.typesOf("disconnected").length > 0);
    expect(backend.typesOf("disconnected")[0]).toMatchObject({
      error: { message: expect.stringContaining("UTF-8") },
    });
  });

  test("says it once where the name comes again with each connection, before anything else", async () => {
    let came = 0;
    let uplinks = "";
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      const isBad = packet.cmd === "connect" && packet.clientId === uplinks;
      const bad = isBad ? publishHead(Buffer.from(`LOB/${devEui}/up/a\xff`, "latin1"), 0) : Buffer.alloc(0);
      if (isBad) came++;
      // In one chunk, as a broker says it that has kept the session.
      if (packet.cmd === "connect") socket.write(Buffer.concat([generate(connack), bad]));
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (!packet.subscriptions[0]?.topic.includes("/up/")) return;
        uplinks = "wirebook-backend-uplinks";
        // A network that fails is told first.
        setImmediate(() => socket.destroy());
      }
    });
    const backend = await startReporting({}, { url, inbox: false });
    await until(() => came >= 5);
    const told = backend.typesOf("disconnected") as (LinkEvent & { type: "disconnected" })[];
    expect(told.map(({ error }) => error.message)).toEqual([
      expect.stringContaining("the broker closed the connection"),
      expect.stringMatching(
        /a topic name in UTF-8 .* remove the message from the session of wirebook-backend-uplinks/,
      ),
    ]);
  });

  test("whose connections are closed at once, again and again, says what that may be", async () => {
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (packet.subscriptions[0]?.topic.includes("/up/")) setTimeout(() => socket.end(), 20);
      }
    });
    const backend = await startReporting({}, { url, inbox: false, clientId: "mine" });
    await until(() => backend.typesOf("disconnected").length >= 3);
    expect(backend.typesOf("disconnected")).toMatchObject([
      { error: { message: expect.stringContaining("the broker closed the connection") } },
      { error: { message: expect.stringContaining("the broker closed the connection") } },
      {
        error: { message: expect.stringContaining("another backend with the same clientId (mine-uplinks)") },
      },
    ]);
  });
});
