import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { generate, type Packet, parser } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { connack, startFakeBroker, suback } from "./support/fake-broker.ts";
import { devEui, reqAsk, tick, upTick } from "./support/messages.ts";
import { hello, openRaw, publishHead } from "./support/raw-client.ts";
import { startReporting } from "./support/reporting.ts";
import { newFolder, startBackend, startDevice, undo, until } from "./support/scene.ts";

const maxPacket = 200_000;
const large = Buffer.alloc(300_000, 7);
const up = `LOB/${devEui}/up/tick`;
const small = (n: bigint) => Buffer.from(upTick.encode({ i: devEui, ...tick(n) }));
const tickPacket = (n: bigint, messageId: number): Buffer =>
  Buffer.concat([publishHead(up, small(n).length, { qos: 1, messageId }), small(n)]);

/** The dead letters of an inbox; of their payloads the length alone, which is what an error would show of them. */
async function deadIn(path: string) {
  const files = openInboxFiles(path);
  try {
    return [...files.dead()].map(({ topicName, message, payload, reason }) => {
      const isBeginning = Buffer.compare(payload, large.subarray(0, payload.length)) === 0;
      return { topicName, message, kept: isBeginning ? payload.length : undefined, reason };
    });
  } finally {
    await files.close();
  }
}

const cut = {
  topicName: up,
  message: "up/tick",
  kept: 65_536,
  reason: {
    code: "too-large",
    size: large.length,
    message: expect.stringMatching(/at most 200000 bytes, found a payload of 300000/),
  },
};

describe("the embedded broker", () => {
  test.each([1, 2] as const)(
    "takes the beginning of a message that is too large, acknowledges it at QoS %i, and goes on",
    async (qos) => {
      const path = newFolder();
      const backend = await startReporting({ path }, { maxPacket });
      const handled: bigint[] = [];
      backend.onUplink(upTick, ({ n }) => void handled.push(n));
      const client = openRaw(backend.urls[0]);
      await client.write(hello(devEui), tickPacket(1n, 1));
      await client.write(publishHead(up, large.length, { qos, messageId: 7 }), large, tickPacket(2n, 2));
      await until(() => handled.length === 2);
      if (qos === 2) {
        await client.says("pubrec");
        await client.write(generate({ cmd: "pubrel", messageId: 7 }));
        await client.says("pubcomp");
      } else await client.says("puback", 3);
      expect(client.isClosed).toBe(false);
      expect(handled).toEqual([1n, 2n]);
      expect(await deadIn(path)).toMatchObject([cut]);
      expect(backend.typesOf("dead-letter")).toHaveLength(1);
    },
  );

  test("takes it at once behind CONNECT, in pieces of any size", async () => {
    const path = newFolder();
    const backend = await startReporting({ path }, { maxPacket });
    backend.onUplink(upTick, () => {});
    const client = openRaw(backend.urls[0]);
    const bytes = Buffer.concat([
      hello(devEui),
      publishHead(up, large.length, { qos: 1, messageId: 7 }),
      large,
      tickPacket(1n, 8),
    ]);
    for (let at = 0, step = 1; at < bytes.length; at += step, step = at < 200 ? 1 : 9973) {
      await client.write(bytes.subarray(at, at + step));
    }
    await client.says("puback", 2);
    expect(await deadIn(path)).toMatchObject([cut]);
  });

  test("leaves it out where it comes again after a cut that is longer than the window", async () => {
    const path = newFolder();
    const backend = await startReporting({ path, duplicateWindow: 20 }, { maxPacket });
    backend.onUplink(upTick, () => {});
    for (const dup of [false, true]) {
      const client = openRaw(backend.urls[0]);
      await client.write(hello(devEui), publishHead(up, large.length, { qos: 1, messageId: 7, dup }), large);
      await client.says("puback");
      client.socket.destroy();
      const end = performance.now() + 60;
      await until(() => performance.now() > end);
    }
    expect(await deadIn(path)).toMatchObject([cut]);
    expect(backend.typesOf("duplicate")).toHaveLength(1);
  });

  test("without an inbox reports it as dropped, and a request as unanswered", async () => {
    const backend = await startReporting({}, { inbox: false, maxPacket });
    backend.onUplink(upTick, () => {});
    backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    const client = openRaw(backend.urls[0]);
    await client.write(hello(devEui));
    for (const [messageId, topic] of [up, `LOB/${devEui}/req/ask`].entries()) {
      await client.write(publishHead(topic, large.length, { qos: 1, messageId: messageId + 1 }), large);
    }
    await client.says("puback", 2);
    expect(backend.typesOf("dropped")).toMatchObject([
      { topicName: up, reason: expect.stringContaining("300000") },
    ]);
    expect(backend.typesOf("unanswered")).toMatchObject([{ devEui, message: "req/ask" }]);
  });

  test("shows nobody the beginning for the whole", async () => {
    const embedded = { port: 0, anonymous: true, operators: ["desk"], authenticate: () => true };
    const backend = await startReporting({}, { inbox: newFolder(), maxPacket, embedded });
    backend.onUplink(upTick, () => {});
    const desk = openRaw(backend.urls[0]);
    await desk.write(
      hello("desk", { username: "desk", password: Buffer.from("x") }),
      generate({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "LOB/+/up/+", qos: 1 }] }),
    );
    await desk.says("suback");
    const client = openRaw(backend.urls[0]);
    await client.write(hello(devEui), publishHead(up, large.length, { qos: 1, messageId: 7 }), large);
    await client.write(tickPacket(1n, 8));
    await desk.says("publish");
    expect(desk.packets.filter(({ cmd }) => cmd === "publish")).toMatchObject([{ payload: small(1n) }]);
  });

  test("breaks off what is long before somebody has signed in", async () => {
    const backend = await startBackend({ inbox: false });
    const client = openRaw(backend.urls[0]);
    await client.write(publishHead(up, 200_000), Buffer.alloc(1000));
    await until(() => client.isClosed);
  });

  test("takes large messages of many devices at once, one after another", async () => {
    const backend = await startReporting({}, { inbox: newFolder() });
    const clients = Array.from({ length: 40 }, (_, index) => {
      const eui = `70b3d5e05002${index.toString(16).padStart(4, "0")}`;
      return { client: openRaw(backend.urls[0]), eui };
    });
    const payload = Buffer.alloc(2 * 2 ** 20, 1);
    await Promise.all(
      clients.map(async ({ client, eui }) => {
        await client.write(hello(eui));
        await client.write(publishHead(`LOB/${eui}/up/tick`, payload.length, { qos: 1, messageId: 1 }));
        await client.write(payload);
        await client.says("puback");
      }),
    );
    expect(clients.filter(({ client }) => client.isClosed)).toEqual([]);
  });

  test("breaks off a client that fills no room which others wait for", async () => {
    const backend = await startReporting({}, { inbox: newFolder() });
    const begin = async (index: number) => {
      const eui = `70b3d5e05002${index.toString(16).padStart(4, "0")}`;
      const client = openRaw(backend.urls[0]);
      await client.write(hello(eui));
      await client.says("connack");
      await client.write(publishHead(`LOB/${eui}/up/tick`, 4_000_000, { qos: 1, messageId: 1 }));
      return client;
    };
    // All that the budget has, and nothing more of them.
    const idle = await Promise.all(Array.from({ length: 8 }, (_, index) => begin(index)));
    const busy = await begin(8);
    await busy.write(Buffer.alloc(4_000_000));
    await busy.says("puback");
    expect(idle.some(({ isClosed }) => isClosed)).toBe(true);
  });
});

describe("over WebSockets", () => {
  /** More than the server of WebSockets takes of a message at once. */
  const huge = Buffer.alloc(20 * 2 ** 20, 7);

  test("the embedded broker takes the beginning of a message of any size", async () => {
    const path = newFolder();
    const embedded = { listeners: [{ protocol: "ws" as const, port: 0 }] };
    const backend = await startReporting({ path }, { maxPacket, embedded });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    const socket = new WebSocket(`${backend.urls[0]}/mqtt`, "mqtt");
    undo(() => socket.terminate());
    await new Promise((resolve) => socket.once("open", resolve));
    // One message; then one in fragments, with a ping in between.
    socket.send(Buffer.concat([hello(devEui), publishHead(up, huge.length, { qos: 1, messageId: 7 }), huge]));
    const packet = tickPacket(1n, 8);
    socket.send(packet.subarray(0, 3), { fin: false });
    socket.ping();
    socket.send(packet.subarray(3, 20), { fin: false });
    socket.send(packet.subarray(20), { fin: true });
    await until(() => handled.length === 1);
    expect(await deadIn(path)).toMatchObject([{ kept: 65_536, reason: { size: huge.length } }]);
    expect(backend.typesOf("client-disconnected")).toEqual([]);
  });

  test("the receiver takes the beginning of a message of any size", async () => {
    const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
    undo(() => {
      for (const one of server.clients) one.terminate();
      server.close();
    });
    const acknowledged: number[] = [];
    server.on("connection", (socket) => {
      const reader = parser({ protocolVersion: 4 });
      socket.on("message", (bytes: Buffer) => void reader.parse(bytes));
      reader.on("packet", (packet: Packet) => {
        if (packet.cmd === "connect") socket.send(generate(connack));
        else if (packet.cmd === "puback") acknowledged.push(packet.messageId as number);
        else if (packet.cmd === "subscribe") {
          socket.send(generate(suback(packet.messageId)));
          if (!packet.subscriptions[0]?.topic.includes("/up/")) return;
          // More than a client takes of a message, unless told otherwise.
          const size = 101 * 2 ** 20;
          socket.send(
            Buffer.concat([publishHead(up, size, { qos: 1, messageId: 7 }), Buffer.alloc(size, 7)]),
          );
          socket.send(tickPacket(1n, 8));
        }
      });
    });
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const path = newFolder();
    const backend = await startReporting({ path }, { url: `ws://127.0.0.1:${port}` });
    backend.onUplink(upTick, () => {});
    await until(() => acknowledged.length === 2);
    expect(await deadIn(path)).toMatchObject([{ kept: 65_536, reason: { size: 101 * 2 ** 20 } }]);
    expect(backend.typesOf("disconnected")).toEqual([]);
  });
});

describe("the receiver", () => {
  const publish = (topic: string, payload: Buffer, messageId: number): Packet => ({
    ...{ cmd: "publish", topic, payload, qos: 1, messageId, dup: false, retain: false },
  });

  test("takes the beginning of a message that is too large, acknowledges it, and goes on", async () => {
    const acknowledged: number[] = [];
    const { url } = await startFakeBroker((packet, say) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "puback") acknowledged.push(packet.messageId as number);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (packet.subscriptions[0]?.topic.includes("/up/")) {
          say(publish(up, small(1n), 1), publish(up, large, 2), publish(up, small(2n), 3));
        } else say(publish(`LOB/${devEui}/req/ask`, large, 4));
      }
    });
    const path = newFolder();
    const backend = await startReporting({ path }, { url, maxPacket });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    await until(() => acknowledged.length === 4);
    await until(() => handled.length === 2);
    expect(handled).toEqual([1n, 2n]);
    expect(await deadIn(path)).toMatchObject([cut]);
    expect(backend.typesOf("unanswered")).toMatchObject([{ devEui, message: "req/ask" }]);
    expect(backend.typesOf("disconnected")).toEqual([]);
  });

  test("of a device drops a downlink that is too large, and says so", async () => {
    const dropped: string[] = [];
    const { url } = await startFakeBroker((packet, say) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId), publish(`LOB/${devEui}/down/ask`, Buffer.alloc(5 * 2 ** 20), 1));
      }
    });
    await startDevice(url, {
      report: (event) => void (event.type === "dropped" && dropped.push(event.reason)),
    });
    await until(() => dropped.length > 0);
    expect(dropped).toEqual([expect.stringContaining("5242880")]);
  });
});

test("what was cut off is not handled once more", async () => {
  const path = newFolder();
  const backend = await startReporting({ path }, { maxPacket });
  const handled: number[] = [];
  backend.onUnknown(({ payload }) => void handled.push(payload.length));
  const client = openRaw(backend.urls[0]);
  await client.write(hello(devEui), publishHead(up, large.length, { qos: 1, messageId: 7 }), large);
  await client.says("puback");
  const files = openInboxFiles(path);
  expect(await files.replay({ dead: true })).toBe(0);
  expect((await files.status()).dead).toBe(1);
  await files.close();
  expect(handled).toEqual([]);
});
