import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineMessage, Type } from "@wirebook/codec";
import { createBackend, createDevice, type LinkEvent } from "@wirebook/mqtt";
import { answer, request, uplink } from "@wirebook/schemas";
import { connectAsync } from "mqtt";
import { generate, type Packet, parser } from "mqtt-packet";
import { afterEach, describe, expect, test } from "vitest";

const upTick = defineMessage({ name: "up/tick", title: "Tick", payload: uplink("tick", Type.Object({})) });
const upNote = defineMessage({
  name: "up/note",
  title: "Note",
  payload: uplink("note", Type.Object({ note: Type.String() })),
});
const downAsk = defineMessage({ name: "down/ask", title: "Answer", payload: answer(Type.Object({})) });
const reqAsk = defineMessage({
  name: "req/ask",
  title: "Question",
  payload: request("ask", Type.Object({}), { answer: downAsk, deadline: 5 }),
});
const messages = [upTick, reqAsk, downAsk];
const devEui = "70b3d5e050020901";
const tick = (n: bigint) => ({ n, q: "tick" as const, d: {} });
const quiet = { report: () => {} };

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-robust-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "inbox");
}
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
async function start(options: object): Promise<Awaited<ReturnType<typeof createBackend>>> {
  const backend = await createBackend({ embedded: { port: 0 }, messages, ...quiet, ...options });
  undo.push(() => backend.close());
  return backend;
}
async function device(host: string, more: object = {}): Promise<Awaited<ReturnType<typeof createDevice>>> {
  const one = await createDevice({ hosts: host, devEui, messages, ...quiet, ...more });
  undo.push(() => one.close());
  return one;
}

/** A broker that is told what to say: `onPacket` is called with each packet, and with the count of its connection. */
async function fakeBroker(
  onPacket: (packet: Packet, say: (...packets: Packet[]) => void, connection: number, socket: Socket) => void,
): Promise<string> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket);
    socket.on("error", () => {});
    const reader = parser({ protocolVersion: 4 });
    const say = (...packets: Packet[]): void =>
      void socket.write(Buffer.concat(packets.map((packet) => generate(packet))));
    reader.on("packet", (packet: Packet) => onPacket(packet, say, connection, socket));
    socket.on("data", (chunk) => reader.parse(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`;
}
const connack: Packet = { cmd: "connack", returnCode: 0, sessionPresent: true };
const suback = (messageId = 0): Packet => ({ cmd: "suback", messageId, granted: [1] });

/** Keeps the inbox's database from being written, as a slow disk does, until it is told to let go. */
async function holdWrites(path: string): Promise<() => Promise<void>> {
  const lmdb = import.meta.resolve("lmdb");
  const script = `const { open } = await import(${JSON.stringify(lmdb)});
    const root = open({ path: process.argv[1], noSubdir: false, overlappingSync: false, maxDbs: 8, encoding: "binary" });
    root.transactionSync(() => { require("node:fs").writeSync(1, "held"); require("node:fs").readSync(0, Buffer.alloc(1)); });`;
  const child = execFile(process.execPath, ["-e", `(async () => { ${script} })()`, path]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const letGo = (): Promise<void> => {
    child.stdin?.end("x");
    return ended;
  };
  undo.push(letGo);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return letGo;
}

describe("requests", () => {
  test("are answered while the disk of the inbox keeps uplinks waiting", async () => {
    const path = newFolder();
    const backend = await start({ inbox: path });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    backend.onRequest(reqAsk, () => ({ d: {} }));
    const one = await device(backend.urls[0] as string);
    await one.request(reqAsk, { q: "ask", d: {} });
    const letGo = await holdWrites(path);
    await one.publish(upTick, tick(1n));
    for (let count = 0; count < 20; count++) await one.request(reqAsk, { q: "ask", d: {} });
    expect(handled).toBe(0);
    await letGo();
    await until(() => handled === 1);
  });
});

describe("requests that cannot be read", () => {
  test("are kept up to 64 MiB while the disk is slow, and then reported alone", async () => {
    const path = newFolder();
    const counts = { unanswered: 0, dropped: 0, "dead-letter": 0 };
    const report = ({ type }: LinkEvent): void => {
      if (type in counts) counts[type as keyof typeof counts]++;
    };
    const backend = await start({ inbox: path, report });
    backend.onRequest(reqAsk, () => ({ d: {} }));
    const client = await connectAsync(backend.urls[0] as string, { clientId: devEui, protocolVersion: 4 });
    undo.push(() => client.endAsync(true));
    const letGo = await holdWrites(path);
    const sent = 100;
    for (let count = 0; count < sent; count++) {
      client.publish(`LOB/${devEui}/req/ask`, Buffer.alloc(2 ** 20, count), { qos: 1 });
    }
    await until(() => counts.unanswered === sent);
    expect(counts.dropped).toBeGreaterThan(10);
    await letGo();
    await until(() => counts["dead-letter"] + counts.dropped === sent);
  });
});

describe("a handler", () => {
  test.each([{ inbox: false }, {}])("is done when the thenable it returns is, %o", async (options) => {
    const backend = await start({ inbox: newFolder(), ...options });
    let settle: (() => void) | undefined;
    const handled: bigint[] = [];
    backend.onUplink(upTick, (({ n }: { n: bigint }) => {
      handled.push(n);
      return {
        // biome-ignore lint/suspicious/noThenProperty: what libraries of queries return
        then: (resolve: () => void) => {
          settle = resolve;
        },
      };
    }) as unknown as () => void);
    const one = await device(backend.urls[0] as string);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    await until(() => settle !== undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handled).toEqual([1n]);
    settle?.();
    await until(() => handled.length === 2);
    settle?.();
  });

  test("is called no more once the backend closes, however much waits", async () => {
    const path = newFolder();
    const backend = await start({ inbox: { path, concurrency: 1 } });
    const one = await device(backend.urls[0] as string);
    for (let n = 0n; n < 300n; n++) await one.publish(upTick, tick(n));
    let handled = 0;
    backend.onUplink(upTick, async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      handled++;
    });
    await until(() => handled > 0);
    await backend.close();
    expect(handled).toBeLessThan(300);
  });
});

describe("a report that throws", () => {
  test("stops nothing", async () => {
    const report = (): never => {
      throw new Error("no log today");
    };
    const backend = await start({ inbox: newFolder(), report });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }: { n: bigint }) => void handled.push(n));
    const one = await device(backend.urls[0] as string, { qos: 1 });
    for (const n of [1n, 1n, 5n, 6n]) await one.publish(upTick, { ...tick(n), i: devEui });
    await until(() => handled.includes(6n));
    expect(handled).toEqual([1n, 5n, 6n]);
  });
});

describe("the embedded broker", () => {
  test("is not held up by somebody who looks on and does not read", async () => {
    const authenticate = ({ password }: { password: string }) => password === "right";
    const embedded = { listeners: [{ port: 0 }], anonymous: true, operators: ["dashboard"], authenticate };
    const backend = await start({ embedded, inbox: newFolder(), messages: [upNote] });
    const url = backend.urls[0] as string;
    let handled = 0;
    backend.onUplink(upNote, () => void handled++);
    const looker = connect(Number(/:(\d+)$/.exec(url)?.[1]), "127.0.0.1");
    undo.push(() => looker.destroy());
    looker.write(
      Buffer.concat(
        [
          {
            cmd: "connect" as const,
            protocolId: "MQTT" as const,
            protocolVersion: 4 as const,
            clientId: "looker",
            clean: true,
            keepalive: 0,
            username: "dashboard",
            password: Buffer.from("right"),
          },
          {
            cmd: "subscribe" as const,
            messageId: 1,
            subscriptions: [{ topic: "LOB/+/up/+", qos: 1 as const }],
          },
        ].map((packet) => generate(packet)),
      ),
    );
    await new Promise((resolve) => looker.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    looker.pause();
    const one = await device(url, { messages: [upNote], qos: 1 });
    const d = { note: "x".repeat(2000) };
    await Promise.all(
      Array.from({ length: 10_000 }, (_, n) => one.publish(upNote, { n: BigInt(n), q: "note", d })),
    );
    await until(() => handled === 10_000);
  });
});

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
    const url = await fakeBroker((packet, say, _, socket) => {
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
    const backend = await start({ embedded: undefined, url, inbox: false });
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
    const url = await fakeBroker((packet, say) => {
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "puback") acknowledged.push(packet.messageId as number);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        if (packet.subscriptions[0]?.topic.includes("/up/")) say(message(1n, true, 1), message(2n, false, 2));
      }
    });
    const report = (event: LinkEvent) => void (event.type === "dropped" && dropped.push(event.topicName));
    const backend = await start({ embedded: undefined, url, inbox: newFolder(), report });
    backend.onUplink(upTick, ({ n }: { n: bigint }) => void handled.push(n));
    await until(() => handled.length > 0 && acknowledged.length === 2);
    expect(handled).toEqual([2n]);
    expect(dropped).toEqual([`LOB/${devEui}/up/tick`]);
  });

  test("reads no more than it can hold, however large the messages are", async () => {
    const mebibyte = Buffer.alloc(2 ** 20);
    let read = 0;
    const url = await fakeBroker((packet, say, _, socket) => {
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
    await start({ embedded: undefined, url, inbox: false });
    await until(() => read > 16);
    await new Promise((resolve) => setTimeout(resolve, 500));
    // 32 MiB, and what the sockets hold.
    expect(read).toBeLessThan(100);
  });

  test("that is closed while it connects stays closed", async () => {
    const open = new Set<Socket>();
    let connecting = false;
    const url = await fakeBroker((packet, say, connection, socket) => {
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
    const one = await createDevice({ hosts: url, devEui, messages, ...quiet });
    await until(() => connecting);
    await one.close();
    await until(() => open.size === 0);
  });

  test("that is thrown out again and again waits longer each time", async () => {
    let connections = 0;
    const url = await fakeBroker((packet, say, connection, socket) => {
      connections = connection;
      if (packet.cmd === "connect") say(connack);
      else if (packet.cmd === "subscribe") {
        say(suback(packet.messageId));
        setTimeout(() => socket.destroy(), 5);
      }
    });
    await device(url);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    // Of waits of 0.1 to 0.2 s there would be ten and more.
    expect(connections).toBeLessThan(7);
  });

  test("without an answer that is MQTT fails, and says so", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    undo.push(() => server.close());
    const { port } = server.address() as { port: number };
    const error = await createDevice({ hosts: `mqtt://127.0.0.1:${port}`, devEui, messages, ...quiet }).catch(
      (failed: unknown) => failed,
    );
    expect(error).toMatchObject({ name: "LinkError", code: "unreachable" });
  });
});

describe("the embedded broker", () => {
  const hello = generate({
    cmd: "connect",
    protocolId: "MQTT",
    protocolVersion: 4,
    clientId: devEui,
    clean: true,
    keepalive: 0,
  });
  const publish = (topic: string): Buffer => {
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
    ["a packet of 256 MB", [hello, Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f])]],
    ["NUL in a topic name", [hello, publish(`LOB/${devEui}/up/a\0b`)]],
    ["a wildcard in a topic name", [hello, publish(`LOB/${devEui}/up/+`)]],
    ["a topic name of 65,000 characters elsewhere", [hello, publish(`LOB/${"x".repeat(65_000)}/up/tick`)]],
    ["two CONNECT", [hello, hello]],
  ];

  test.each(foul)("closes on %s, and serves the next", async (_, chunks) => {
    const backend = await start({ inbox: false });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    const port = Number(/:(\d+)$/.exec(backend.urls[0] as string)?.[1]);
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    socket.write(Buffer.concat(chunks));
    await closed;
    const one = await device(backend.urls[0] as string);
    await one.publish(upTick, tick(1n));
    await until(() => handled === 1);
  });

  test("takes packets however they are cut into pieces", async () => {
    const backend = await start({ inbox: false });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    const port = Number(/:(\d+)$/.exec(backend.urls[0] as string)?.[1]);
    const topic = `LOB/${devEui}/up/tick`;
    const payload = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) }));
    const message = generate({ cmd: "publish", topic, payload, qos: 0, dup: false, retain: false });
    const socket = connect(port, "127.0.0.1").setNoDelay(true);
    undo.push(() => socket.destroy());
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
      const backend = await start({
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
        undo.push(() => client.endAsync(true));
        return { client, received };
      };
      const publish = async (n: bigint) => {
        const other = await device(url.replace("//", "//70b3d5e050020902:secret@"), {
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

describe("wrong options", () => {
  test.each([
    ["deadlines", { deadlines: { "req/ask": 1e10 } }, /deadlines\["req\/ask"\]: expected seconds/],
    ["keepalive", { keepalive: 0 }, /keepalive: expected whole seconds/],
  ])("%s", async (_, options, words) => {
    const error = await createBackend({ messages, inbox: false, embedded: { port: 0 }, ...options }).catch(
      (failed: unknown) => failed,
    );
    expect(error).toMatchObject({ code: "invalid-configuration", message: expect.stringMatching(words) });
  });
});
