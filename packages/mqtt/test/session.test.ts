import { createServer, type Socket } from "node:net";
import { createDevice, type LinkEvent } from "@wirebook/mqtt";
import { generate, type Packet } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { connack, startFakeBroker, suback } from "./support/fake-broker.ts";
import { devEui, messages, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, undo, until } from "./support/scene.ts";

describe("a session", () => {
  test("acknowledges what came with the first bytes of a connection", async () => {
    const topic = `LOB/${devEui}/up/tick`;
    const payload = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) }));
    const message: Packet = {
      cmd: "publish",
      topic,
      payload,
      qos: 1,
      messageId: 7,
      dup: false,
      retain: false,
    };
    const acknowledged: number[] = [];
    let cut = false;
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      if (packet.cmd === "connect") {
        if (cut && packet.clientId.endsWith("-uplinks")) say(connack, message);
        else say(connack);
      } else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (!cut && packet.subscriptions[0]?.topic.includes("/up/")) {
          cut = true;
          setTimeout(() => socket.destroy(), 50);
        }
      } else if (packet.cmd === "puback") acknowledged.push(packet.messageId as number);
    });
    const backend = await startBackend({ url, inbox: false });
    backend.onUplink(upTick, () => {});
    await until(() => acknowledged.length > 0);
    expect(acknowledged).toEqual([7]);
  });

  test("passes over what the broker kept as retained, each time that it subscribes, and says so", async () => {
    const dropped: string[] = [];
    const acknowledged: number[] = [];
    const handled: bigint[] = [];
    const message = (n: bigint, retain: boolean, messageId: number): Packet => ({
      cmd: "publish",
      topic: `LOB/${devEui}/up/tick`,
      payload: Buffer.from(upTick.encode({ i: devEui, ...tick(n) })),
      qos: 1,
      messageId,
      dup: false,
      retain,
    });
    const { url } = await startFakeBroker((packet, say) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "puback") acknowledged.push(packet.messageId as number);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (packet.subscriptions[0]?.topic.includes("/up/")) say(message(1n, true, 1), message(2n, false, 2));
      }
    });
    const report = (event: LinkEvent) => void (event.type === "dropped" && dropped.push(event.topicName));
    const backend = await startBackend({ url, inbox: newFolder(), report });
    backend.onUplink(upTick, ({ n }: { n: bigint }) => void handled.push(n));
    await until(() => handled.length > 0 && acknowledged.length === 2);
    expect(handled).toEqual([2n]);
    expect(dropped).toEqual([`LOB/${devEui}/up/tick`]);
  });

  test("reads no more than it can hold, however large the messages are", async () => {
    const mebibyte = Buffer.alloc(2 ** 20);
    let read = 0;
    const { url } = await startFakeBroker((packet, say, _, socket) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (!packet.subscriptions[0]?.topic.includes("/up/")) return;
        const next = (messageId: number): void => {
          const topic = `LOB/${devEui}/up/tick`;
          const message: Packet = {
            ...{ cmd: "publish", topic, payload: mebibyte, qos: 1, messageId },
            ...{ dup: false, retain: false },
          };
          socket.write(generate(message), () => {
            read++;
            if (messageId < 200) next(messageId + 1);
          });
        };
        next(1);
      }
    });
    // Nothing is acknowledged: there is no handler yet, and no inbox.
    await startBackend({ url, inbox: false });
    await until(() => read > 16);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // 32 MiB, and what the sockets hold.
    expect(read).toBeLessThan(100);
  });

  test("that is closed while it connects stays closed", async () => {
    const open = new Set<Socket>();
    let connecting = false;
    const { url } = await startFakeBroker((packet, say, connection, socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
      if (packet.cmd === "connect") {
        if (connection === 1) say(connack);
        else connecting = true;
      } else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        setTimeout(() => socket.destroy(), 20);
      }
    });
    const one = await createDevice({ hosts: url, devEui, messages, report: () => {} });
    await until(() => connecting);
    await one.close();
    await until(() => open.size === 0);
  });

  test("without an answer that is MQTT fails, and says so", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    undo(() => server.close());
    const { port } = server.address() as { port: number };
    const error = await createDevice({
      hosts: `mqtt://127.0.0.1:${port}`,
      devEui,
      messages,
      report: () => {},
    }).catch((failed: unknown) => failed);
    expect(error).toMatchObject({ name: "LinkError", code: "unreachable" });
  });
});
