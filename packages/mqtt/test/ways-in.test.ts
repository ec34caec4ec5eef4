import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { inspect } from "node:util";
import {
  type BackendOptions,
  createBackend,
  formatHostUri,
  type LinkEvent,
  parseHostUri,
  showHost,
} from "@wirebook/mqtt";
import { generate, type Packet, parser } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { createWebSocketStream, WebSocketServer } from "ws";
import { tlsOptions } from "../src/session/tls.ts";
import { connack, suback } from "./support/fake-broker.ts";
import { devEui, messages, tick, upTick } from "./support/messages.ts";
import { startBackend, undo, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

const up = `LOB/${devEui}/up/tick`;
const tickOf = (n: bigint) => upTick.encode({ i: devEui, ...tick(n) });

describe("IPv6", () => {
  test.each([
    ["mqtt://[::1]", "::1", 1883, "mqtt://[::1]:1883"],
    ["json+mqtts://u:p@[2001:DB8::1]:18/x/", "2001:DB8::1", 18, "mqtts://[2001:DB8::1]:18"],
    ["mqtt://[::ffff:10.0.0.1]", "::ffff:10.0.0.1", 1883, "mqtt://[::ffff:10.0.0.1]:1883"],
    ["mqtt://[fe80::1%25eth0]:1884", "fe80::1%eth0", 1884, "mqtt://[fe80::1%25eth0]:1884"],
    ["wss://[::1]", "::1", 443, "wss://[::1]:443"],
  ])("%s is read, and written again", (text, host, port, shown) => {
    const parsed = parseHostUri(text);
    expect(parsed).toMatchObject({ host, port });
    expect(showHost(parsed)).toBe(shown);
    expect(parseHostUri(formatHostUri(parsed))).toEqual(parsed);
  });

  test.each([
    ["mqtt://[::1", 7],
    ["mqtt://[]", 7],
    ["mqtt://[10.0.0.1]", 7],
    ["mqtt://[::1]x", 12],
    ["mqtt://[::1]:", 13],
    ["mqtt://[::1]:70000", 13],
    ["mqtt://[1::2::3]", 7],
    ["mqtt://[fe80::1%eth0]", 7],
    ["ws://[fe80::1%25eth0]", 5],
    ["mqtt://::1", 7],
  ])("%s is none", (text, offset) => {
    expect(() => parseHostUri(text)).toThrow(expect.objectContaining({ code: "invalid-host", offset }));
  });

  test("a backend is connected by it", async () => {
    const broker = await startSmallBroker({ host: "::1" });
    const backend = await startBackend({ url: broker.url, inbox: false });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    broker.deliver(up, tickOf(1n));
    await until(() => handled.length === 1);
    expect(backend.urls).toEqual([broker.url]);
  });

  test("and TLS is told no server name, which is for names alone", () => {
    expect(tlsOptions(parseHostUri("mqtts://[::1]"))).not.toHaveProperty("servername");
    expect(tlsOptions(parseHostUri("mqtts://10.0.0.1"))).not.toHaveProperty("servername");
    expect(tlsOptions(parseHostUri("mqtts://a.example"))).toHaveProperty("servername", "a.example");
  });
});

/** A broker that keeps who says that it is whom. */
async function curious(port = 0) {
  const shown: { user: string; password: string }[] = [];
  const broker = await startSmallBroker({
    port,
    answer: (packet) => {
      const { username = "", password = "" } = packet as { username?: string; password?: Buffer };
      shown.push({ user: username, password: String(password) });
      return 0;
    },
  });
  return { broker, shown };
}

describe("user and password", () => {
  test("may be long, and of any characters", async () => {
    const { broker, shown } = await curious();
    const password = `SharedAccessSignature sr=hub%2Fdevices&sig=/+@:?#,%zz ü€𝄞 ${"x".repeat(2000)}`;
    await startBackend({ url: broker.url, inbox: false, user: "hub/backend/?api-version=2021", password });
    expect(shown).toEqual(Array(2).fill({ user: "hub/backend/?api-version=2021", password }));
  });

  test("a password may stand beside the user of the Host URI", async () => {
    const { broker, shown } = await curious();
    const url = broker.url.replace("//", "//backend@");
    await startBackend({ url, inbox: false, password: "secret" });
    expect(shown[0]).toEqual({ user: "backend", password: "secret" });
  });

  test("are asked for before each attempt, with the host", async () => {
    const port = await freePort();
    const first = await curious(port);
    const hosts: string[] = [];
    let tokens = 0;
    const backend = await startBackend({
      url: first.broker.url,
      inbox: false,
      user: async () => "backend",
      password: async (host) => {
        hosts.push(host);
        return `token ${++tokens}`;
      },
    });
    expect(first.shown.map(({ password }) => password)).toEqual(["token 1", "token 2"]);
    await first.broker.close();
    const second = await curious(port);
    await until(() => backend.ready);
    expect(new Set(second.shown.map(({ password }) => password)).size).toBe(second.shown.length);
    expect(second.shown.map(({ password }) => password)).not.toContain("token 1");
    expect(new Set(hosts)).toEqual(new Set([first.broker.url]));
  });

  test.each([
    ["throws", () => Promise.reject(new Error("s3cret expired"))],
    [
      "throws at once",
      () => {
        throw new Error("s3cret expired");
      },
    ],
    ["gives nothing", async () => undefined as unknown as string],
    ["gives what MQTT cannot say", async () => "s3cret".repeat(20_000)],
  ] as [string, () => Promise<string>][])(
    "one that %s is told without what it holds, and asked again",
    async (_, broken) => {
      const there = await startSmallBroker();
      const { broker } = await curious();
      const events: LinkEvent[] = [];
      let works = false;
      const backend = await startBackend({
        hosts: [there.url, broker.url],
        inbox: false,
        user: "backend",
        password: (host) => (host === broker.url && !works ? broken() : "right"),
        report: (event) => void events.push(event),
      });
      const told = () => events.filter(({ type }) => type === "disconnected");
      await until(() => told().length > 0);
      expect(told()[0]).toMatchObject({
        host: broker.url,
        error: { message: expect.stringContaining("password: ") },
      });
      expect(inspect(events, { depth: 9 })).not.toContain("s3cret");
      works = true;
      await until(() => backend.hosts.every(({ connected }) => connected));
    },
  );

  test.each([
    [{ url: "mqtt://u@a", user: "u" }, "expected the user in the Host URI or as option, found both"],
    [
      { url: "mqtt://u:p@a", password: "p" },
      "expected the password in the Host URI or as option, found both",
    ],
    [{ url: "mqtt://a", password: "p" }, "expected a user with the password"],
    [{ embedded: { port: 0 }, user: "u" }, "user and password are for url and hosts"],
    [{ url: "mqtt://a", user: "" }, "user: expected"],
    [{ url: "mqtt://a", user: "u\u0000" }, "user: expected"],
    [{ url: "mqtt://a", user: "u", password: "\ud800" }, "password: expected"],
    [{ url: "mqtt://a", user: "u", password: 7 as unknown as string }, "password: expected"],
    [{ url: "mqtt://a", webSocket: { path: "mqtt" } }, "webSocket.path: expected"],
    [{ url: "mqtt://a", webSocket: { headers: { "a b": "c" } } }, "webSocket.headers: expected"],
    [{ url: "mqtt://a", webSocket: { headers: { a: "c\r\nd: e" } } }, "webSocket.headers: expected"],
    [{ url: "mqtts://a", tls: { alpn: [] } }, "tls.alpn: expected"],
  ] as [Partial<BackendOptions>, string][])("%j is refused at the start", async (options, words) => {
    await expect(
      createBackend({ messages, inbox: false, report: () => {}, ...options }),
    ).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringContaining(words),
    });
  });
});

/** A broker over WebSockets, at one path. */
async function overWebSockets(path: string) {
  const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server: Server = createServer();
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => "mqtt" });
  server.on("upgrade", (request, socket, head) => {
    asked.push({ url: request.url ?? "", headers: request.headers });
    if (request.url !== path) return socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = createWebSocketStream(webSocket);
      stream.on("error", () => {});
      const reader = parser({ protocolVersion: 4 });
      reader.on("packet", (packet: Packet) => {
        if (packet.cmd === "connect") stream.write(generate(connack));
        else if (packet.cmd === "subscribe") stream.write(generate(suback(packet.messageId)));
      });
      stream.on("data", (chunk: Buffer) => reader.parse(chunk));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  undo(() => {
    for (const client of sockets.clients) client.terminate();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as { port: number }).port}`, asked };
}

describe("WebSockets", () => {
  test("take a path and headers", async () => {
    const { url, asked } = await overWebSockets("/broker/mqtt?v=1");
    const webSocket = { path: "/broker/mqtt?v=1", headers: { authorization: "Bearer one" } };
    await startBackend({ url, inbox: false, webSocket });
    expect(asked[0]).toMatchObject({ url: "/broker/mqtt?v=1", headers: { authorization: "Bearer one" } });
  });

  test("ask for them before each attempt, where they are a function", async () => {
    const { url, asked } = await overWebSockets("/mqtt");
    let count = 0;
    const webSocket = async () => ({ headers: { authorization: `Bearer ${++count}` } });
    await startBackend({ url, inbox: false, webSocket });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(["Bearer 1", "Bearer 2"]);
  });

  test("at another path say which option to set, and nothing of what the path or the headers hold", async () => {
    const { url } = await overWebSockets("/elsewhere");
    const webSocket = { path: "/mqtt?token=s3cret", headers: { authorization: "s3cret" } };
    const error = await createBackend({ url, messages, inbox: false, report: () => {}, webSocket }).catch(
      (failed: unknown) => failed,
    );
    expect(error).toMatchObject({ message: expect.stringMatching(/HTTP 404.*webSocket\.path/) });
    expect(inspect(error)).not.toContain("s3cret");
  });
});

test("TLS names its protocols where the broker asks for them", () => {
  const tls = { alpn: ["x-amzn-mqtt-ca", "mqtt"] };
  expect(tlsOptions(parseHostUri("mqtts://a.example:443"), tls).ALPNProtocols).toEqual(tls.alpn);
  const psk = { identity: "u", key: "00" };
  expect(tlsOptions(parseHostUri("mqtts://a.example"), { ...tls, psk }).ALPNProtocols).toEqual(tls.alpn);
});
