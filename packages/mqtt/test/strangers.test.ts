import { connect } from "node:net";
import { connectAsync } from "mqtt";
import { generate } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { devEui, tick, upTick } from "./support/messages.ts";
import { startBackend, startDevice, undo, until } from "./support/scene.ts";

describe("the embedded broker", () => {
  const hello = generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId: devEui,
    clean: true,
    keepalive: 0,
  });
  const publish = (topic: string | Buffer): Buffer => {
    const name = Buffer.from(topic);
    const body = Buffer.concat([
      Buffer.from([name.length >> 8, name.length & 255]),
      name,
      Buffer.from([0, 7]),
    ]);
    const length: number[] = [];
    for (let rest = body.length; ; rest >>= 7) {
      length.push(rest > 127 ? (rest & 127) | 128 : rest);
      if (rest < 128) break;
    }
    return Buffer.concat([Buffer.from([0x32, ...length]), body]);
  };
  const foul: readonly (readonly [string, readonly Buffer[]])[] = [
    ["no MQTT at all", [Buffer.from("GET / HTTP/1.1\r\n\r\n")]],
    ["a packet of 256 MB before it has said who it is", [Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f])]],
    ["a length of five bytes", [hello, Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01])]],
    ["a topic name that is no UTF-8", [hello, publish(Buffer.from(`LOB/${devEui}/up/a\xff`, "latin1"))]],
    ["a SUBSCRIBE of 256 MB", [hello, Buffer.from([0x82, 0xff, 0xff, 0xff, 0x7f])]],
    ["NUL in a topic name", [hello, publish(`LOB/${devEui}/up/a\0b`)]],
    ["a wildcard in a topic name", [hello, publish(`LOB/${devEui}/up/+`)]],
    ["a topic name of 65,000 characters elsewhere", [hello, publish(`LOB/${"x".repeat(65_000)}/up/tick`)]],
    ["two CONNECT", [hello, hello]],
  ];

  test.each(foul)("closes on %s, and serves the next", async (_, chunks) => {
    const backend = await startBackend({ inbox: false });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    const port = Number(/:(\d+)$/.exec(backend.urls[0] as string)?.[1]);
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.write(Buffer.concat(chunks));
    await closed;
    const one = await startDevice(backend.urls[0] as string);
    await one.publish(upTick, tick(1n));
    await until(() => handled === 1);
  });

  test("takes packets however they are cut into pieces", async () => {
    const backend = await startBackend({ inbox: false });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    const port = Number(/:(\d+)$/.exec(backend.urls[0] as string)?.[1]);
    const topic = `LOB/${devEui}/up/tick`;
    const payload = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) }));
    const message = generate({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false });
    const socket = connect(port, "127.0.0.1").setNoDelay(true);
    undo(() => socket.destroy());
    for (const byte of Buffer.concat([hello, message, message])) {
      socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => handled === 2);
  });
});

describe("a client id of somebody else", () => {
  const users = ["dashboard", "70b3d5e050020901", "70b3d5e050020902"];
  const options = (user: string, clean: boolean) => ({
    clientId: "dash",
    username: user,
    password: "secret",
    protocolVersion: 4 as const,
    clean,
    reconnectPeriod: 0,
  });

  test.each([false, true])(
    "gives nothing of what is theirs, and takes nothing from them, clean: %s",
    async (clean) => {
      const backend = await startBackend({
        inbox: false,
        embedded: {
          port: 0,
          operators: ["dashboard"],
          authenticate: ({ user }: { user: string }) => users.includes(user),
        },
      });
      backend.onUplink(upTick, () => {});
      const url = backend.urls[0] as string;
      const come = async (user: string, fresh: boolean) => {
        const client = await connectAsync(url, options(user, fresh));
        const received: string[] = [];
        client.on("message", (topicName) => received.push(topicName));
        client.on("error", () => {});
        undo(() => client.endAsync(true));
        return { client, received };
      };
      const publish = async (n: bigint) => {
        const other = await startDevice(url.replace("//", "//70b3d5e050020902:secret@"), {
          devEui: "70b3d5e050020902",
          qos: 1,
        });
        await other.publish(upTick, tick(n));
        await other.close();
      };
      const operator = await come("dashboard", false);
      await operator.client.subscribeAsync("LOB/+/up/+", { qos: 1 });
      const thief = await come(devEui, clean);
      await publish(1n);
      await until(() => operator.received.length === 1);
      await operator.client.endAsync();
      await publish(2n);
      await thief.client.endAsync();
      const again = await come(devEui, clean);
      const back = await come("dashboard", false);
      await until(() => back.received.length === 1);
      expect([...thief.received, ...again.received]).toEqual([]);
    },
  );
});
