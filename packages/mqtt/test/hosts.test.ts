import { createServer, type Socket } from "node:net";
import { createBackend, type LinkEvent, parseHostUri, type UplinkContext } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { ask, devEui, downAsk, messages, reqAsk, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, undo, until } from "./support/scene.ts";
import { type SmallBroker, startSmallBroker } from "./support/small-broker.ts";

const up = `LOB/${devEui}/up/tick`;
const req = `LOB/${devEui}/req/ask`;
const tickOf = (n: bigint) => upTick.encode({ i: devEui, ...tick(n) });
const askOf = (n: bigint) => reqAsk.encode({ i: devEui, ...ask(n) });
const inJson = (n: bigint) => Buffer.from(JSON.stringify(upTick.toJson({ i: devEui, ...tick(n) })));
const value = { r: 1n, d: { calls: 7n } };

/** Two brokers, and a backend that has both in its list. */
async function startTwo(options: Parameters<typeof startBackend>[0] = {}) {
  const brokers: [SmallBroker, SmallBroker] = [await startSmallBroker(), await startSmallBroker()];
  const events: LinkEvent[] = [];
  const backend = await startBackend({
    hosts: brokers.map(({ url }) => url),
    inbox: newFolder(),
    report: (event) => void events.push(event),
    ...options,
  });
  const handled: bigint[] = [];
  backend.onUplink(upTick, ({ n }) => void handled.push(n));
  backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
  await until(() => brokers.every((broker) => broker.listens(up) && broker.listens(req)));
  return { brokers, backend, handled, events };
}

test("`urls` are Host URIs that others can be given as they stand: prefix and format too, user and password not", async () => {
  const broker = await startSmallBroker();
  const { host } = new URL(broker.url);
  const hosts = [`json+mqtt://me:secret@${host}/plant/7/`, `mqtt://${host}`, `mqtt://me@${host}/x/?cert=0`];
  const asked: string[] = [];
  const user = (at: string): string => {
    asked.push(at);
    return "me";
  };
  const plain = hosts.map((one) => one.replace(/me(:secret)?@/, ""));
  const backend = await startBackend({ hosts: plain, user, inbox: false });
  const again = [`json+mqtt://${host}/plant/7/`, `mqtt://${host}`, `mqtt://${host}/x/?cert=0`];
  expect(backend.urls).toEqual(again);
  expect(backend.urls.map(parseHostUri)).toEqual(plain.map(parseHostUri));
  await until(() => backend.hosts.every(({ connected }) => connected));
  expect(new Set(asked)).toEqual(new Set(again));
  const send = (at: string) => backend.send(devEui, downAsk, { r: 1n, d: { calls: 1n } }, { host: at });
  for (const at of again) await send(at);
  expect(broker.taken.map(({ topic }) => topic)).toEqual(
    ["plant/7/", "LOB/", "x/"].map((prefix) => `${prefix}${devEui}/down/ask`),
  );
  await expect(send(`mqtt://${host}/other/`)).rejects.toThrow(/as it stands in urls/);
});

describe("a backend of several hosts", () => {
  test("hears devices at each host: after a failover and back, nothing is lost", async () => {
    const [first, second] = [await freePort(), await freePort()];
    let one = await startSmallBroker({ port: first });
    const two = await startSmallBroker({ port: second });
    const events: string[] = [];
    const backend = await startBackend({
      hosts: [one.url, two.url],
      inbox: newFolder(),
      report: (event) => {
        if (event.type === "connected" || event.type === "disconnected")
          events.push(`${event.type} ${event.host}`);
      },
    });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    await until(() => one.listens(up) && two.listens(up));
    one.deliver(up, tickOf(1n));
    await until(() => handled.length === 1);

    await one.close();
    await until(() => events.includes(`disconnected ${one.url}`));
    two.deliver(up, tickOf(2n));
    await until(() => handled.length === 2);
    expect(backend.ready).toBe(true);
    expect(backend.hosts).toEqual([
      { url: one.url, connected: false },
      { url: two.url, connected: true },
    ]);

    one = await startSmallBroker({ port: first });
    await until(() => one.listens(up));
    one.deliver(up, tickOf(3n));
    two.deliver(up, tickOf(4n));
    await until(() => handled.length === 4);
    expect(handled.toSorted()).toEqual([1n, 2n, 3n, 4n]);
    await until(() => backend.hosts.every(({ connected }) => connected));
    expect(events).not.toContain(`disconnected ${two.url}`);
  });

  test("has a session of its own at each, the first under the name that a backend of one host has", async () => {
    const { brokers } = await startTwo({ clientId: "plant" });
    const [one, two] = brokers;
    expect([...one.clients].toSorted()).toEqual(["plant-requests", "plant-uplinks"]);
    expect([...two.clients].toSorted()).toEqual(["plant-requests-2", "plant-uplinks-2"]);
  });

  test("starts when one is there, says which is not, and takes it up when it comes", async () => {
    const port = await freePort();
    const there = await startSmallBroker();
    const events: LinkEvent[] = [];
    const missing = `mqtt://127.0.0.1:${port}`;
    const report = (event: LinkEvent) => void events.push(event);
    const backend = await startBackend({ hosts: [missing, there.url], inbox: false, report });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    const told = () => events.filter((event) => event.type === "disconnected" && event.host === missing);
    await until(() => told().length > 0);
    expect(told()).toMatchObject([{ error: { code: "unreachable" } }]);
    expect(backend.ready).toBe(true);

    const late = await startSmallBroker({ port });
    await until(() => late.listens(up));
    late.deliver(up, tickOf(1n));
    await until(() => handled.length === 1);
    expect(told()).toHaveLength(1);
    expect(events).toContainEqual({ type: "connected", host: missing });
  });

  test("with none of them fails as the first does, and leaves nothing behind", async () => {
    const refusing = await startSmallBroker({ answer: () => 4 });
    const missing = `mqtt://127.0.0.1:${await freePort()}`;
    const events: LinkEvent[] = [];
    const report = (event: LinkEvent) => void events.push(event);
    const failed = await createBackend({
      hosts: [refusing.url, missing],
      messages,
      inbox: false,
      report,
    }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "refused", message: expect.stringContaining(refusing.url) });
    expect(events).toEqual([]);
  });

  test("does not wait for the first host where that is silent, nor for an attempt to end", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const sockets: Socket[] = [];
    silent.on("connection", (socket) => sockets.push(socket));
    undo(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const { port } = silent.address() as { port: number };
    const late = await freePort();
    const events: LinkEvent[] = [];
    const starting = startBackend({
      hosts: [`mqtt://127.0.0.1:${port}`, `mqtt://127.0.0.1:${late}`],
      inbox: false,
      report: (event) => void events.push(event),
    });
    await until(() => sockets.length > 0);
    // Its first attempt has failed by now, or finds it: either way the backend starts with it.
    await startSmallBroker({ port: late });
    const backend = await starting;
    expect(backend.hosts.map(({ connected }) => connected)).toEqual([false, true]);
    expect(events.filter(({ type }) => type === "disconnected")).toEqual([]);
    await backend.close();
  });

  test("tells of a host that refuses it while another is there, and tries on", async () => {
    let open = false;
    const picky = await startSmallBroker({ answer: () => (open ? 0 : 4) });
    const there = await startSmallBroker();
    const refusals: string[] = [];
    const backend = await startBackend({
      hosts: [there.url, picky.url],
      inbox: false,
      report: (event) => {
        if (event.type === "disconnected") refusals.push(`${event.host} ${event.error.code}`);
      },
    });
    await until(() => refusals.length > 0);
    expect(refusals).toEqual([`${picky.url} refused`]);
    open = true;
    await until(() => backend.hosts.every(({ connected }) => connected));
  });

  test("tells of a host that was lost and then refuses it", async () => {
    let open = true;
    const port = await freePort();
    const answer = () => (open ? 0 : 5);
    const first = await startSmallBroker({ port, answer });
    const there = await startSmallBroker();
    const codes: string[] = [];
    await startBackend({
      hosts: [first.url, there.url],
      inbox: false,
      report: (event) => void (event.type === "disconnected" && codes.push(event.error.code)),
    });
    await until(() => first.listens(up) && there.listens(up));
    open = false;
    await first.close();
    await startSmallBroker({ port, answer });
    await until(() => codes.includes("refused"));
    expect(codes).toEqual(["unreachable", "unreachable", "refused"]);
  });

  test("answers at the host where the request came, and sends to where a device was last heard", async () => {
    const { brokers, backend, handled } = await startTwo();
    const [one, two] = brokers;
    two.deliver(req, askOf(1n));
    await until(() => two.taken.length === 1);
    one.deliver(req, askOf(2n));
    await until(() => one.taken.length === 1);
    await backend.send(devEui, downAsk, value);
    expect([one.taken.length, two.taken.length]).toEqual([2, 1]);
    await backend.send(devEui, downAsk, value, { host: two.url });
    expect([one.taken.length, two.taken.length]).toEqual([2, 2]);
    two.deliver(up, tickOf(3n));
    await until(() => handled.length === 1);
    await backend.send(devEui, downAsk, value);
    expect([one.taken.length, two.taken.length]).toEqual([2, 3]);
  });

  test("writes a downlink as the device's last host says: its format, its prefix", async () => {
    const one = await startSmallBroker();
    const two = await startSmallBroker();
    const backend = await startBackend({
      hosts: [one.url, `json+${two.url}/plant/7/`],
      inbox: newFolder(),
    });
    const heard: UplinkContext[] = [];
    backend.onUplink(upTick, (_, context) => void heard.push(context));
    await until(() => one.listens(up) && two.listens(`plant/7/${devEui}/up/tick`));
    two.deliver(`plant/7/urn:dev:mac:${devEui}/up/tick`, inJson(1n));
    await until(() => heard.length === 1);
    await backend.send(devEui, downAsk, value);
    expect(two.taken[0]?.topic).toBe(`plant/7/urn:dev:mac:${devEui}/down/ask`);
    expect(downAsk.fromJson(JSON.parse(String(two.taken[0]?.payload))).d.calls).toBe(7n);
    await backend.send(devEui, downAsk, value, { host: one.url });
    expect(one.taken[0]?.topic).toBe(`LOB/urn:dev:mac:${devEui}/down/ask`);
    expect(downAsk.decode(one.taken[0]?.payload as Buffer).d.calls).toBe(7n);
  });

  test("refuses to send to a device that was never heard, and says what to pass", async () => {
    const { brokers, backend } = await startTwo();
    await expect(backend.send(devEui, downAsk, value)).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringMatching(/never heard.*\{ host \}.*mqtt:.*, mqtt:/),
    });
    await expect(backend.send(devEui, downAsk, value, { host: "mqtt://elsewhere" })).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringContaining(brokers[0].url),
    });
    await backend.send(devEui, downAsk, value, { host: brokers[1].url });
    expect(brokers[1].taken).toHaveLength(1);
  });

  test("handles a message that comes from two hosts once", async () => {
    const { brokers, handled, events } = await startTwo();
    for (const broker of brokers) broker.deliver(up, tickOf(1n));
    brokers[1].deliver(up, tickOf(2n));
    await until(() => handled.includes(2n) && events.some(({ type }) => type === "duplicate"));
    expect(handled).toEqual([1n, 2n]);
  });

  test("handles it at each host where there is no inbox to know it by", async () => {
    const { brokers, handled } = await startTwo({ inbox: false });
    for (const broker of brokers) broker.deliver(up, tickOf(1n));
    await until(() => handled.length === 2);
    expect(handled).toEqual([1n, 1n]);
  });

  test("passes over a host that stands in the list twice", async () => {
    const broker = await startSmallBroker();
    const skipped: string[] = [];
    const backend = await startBackend({
      hosts: `${broker.url},${broker.url}`,
      inbox: false,
      report: (event) => void (event.type === "host-skipped" && skipped.push(event.host)),
    });
    expect(backend.urls).toEqual([broker.url]);
    expect(skipped).toEqual([broker.url]);
  });

  test("closes while a host is not there", async () => {
    const there = await startSmallBroker();
    const missing = `mqtt://127.0.0.1:${await freePort()}`;
    const backend = await startBackend({ hosts: [there.url, missing], inbox: false });
    await backend.close();
    expect(backend.ready).toBe(false);
    await until(() => there.clients.size === 0);
  });
});

describe("a cluster", () => {
  test("is one broker: one session, which moves among its hosts", async () => {
    const [one, two] = [await startSmallBroker(), await startSmallBroker()];
    const backend = await startBackend({ hosts: [one.url, two.url], cluster: true, inbox: false });
    await until(() => one.listens(up));
    expect(two.seen).toEqual([]);
    await one.close();
    await until(() => two.listens(up) && two.listens(req));
    expect([...two.clients].toSorted()).toEqual(["wirebook-backend-requests", "wirebook-backend-uplinks"]);
    await backend.send(devEui, downAsk, value);
    expect(two.taken).toHaveLength(1);
  });

  test("what waits for a host leaves as the host says that takes it", async () => {
    let acknowledging = false;
    const one = await startSmallBroker({ acknowledges: () => acknowledging });
    const two = await startSmallBroker();
    const hosts = [one.url, `json+${two.url}/plant/`];
    const backend = await startBackend({ hosts, cluster: true, inbox: false });
    const sent = backend.send(devEui, downAsk, value);
    await until(() => one.taken.length === 1);
    expect(downAsk.decode(one.taken[0]?.payload as Buffer).d.calls).toBe(7n);
    acknowledging = true;
    await one.close();
    await sent;
    expect(two.taken[0]?.topic).toBe(`plant/${devEui}/down/ask`);
    expect(downAsk.fromJson(JSON.parse(String(two.taken[0]?.payload))).d.calls).toBe(7n);
  });
});

describe("a device", () => {
  test("writes what still waits as the host says that takes it", async () => {
    const one = await startSmallBroker({ acknowledges: () => false });
    const two = await startSmallBroker();
    const device = await startDevice(`${one.url},json+${two.url}/plant/`, { qos: 1 });
    const published = device.publish(upTick, tick(1n));
    await until(() => one.taken.length === 1);
    await one.close();
    await published;
    expect(two.taken[0]?.topic).toBe(`plant/${devEui}/up/tick`);
    expect(JSON.parse(String(two.taken[0]?.payload))).toMatchObject({ q: "tick" });
  });
});

test("an embedded broker is ready until it is closed", async () => {
  const backend = await startBackend({ inbox: false });
  expect(backend.ready).toBe(true);
  expect(backend.hosts).toEqual([{ url: backend.urls[0], connected: true }]);
  await backend.close();
  expect(backend.ready).toBe(false);
});

test("metrics count the hosts that are connected, and connections that were lost", async () => {
  const metrics = createMetrics();
  const port = await freePort();
  const [there, missing] = [await startSmallBroker(), `mqtt://127.0.0.1:${port}`];
  const events: LinkEvent[] = [];
  const report = (event: LinkEvent) => void events.push(event);
  const hosts = [there.url, missing];
  const backend = await startBackend(metrics.observe({ hosts, inbox: false, messages, report }));
  const count = async (name: string) =>
    Number(new RegExp(`^wirebook_${name} (\\d+)$`, "m").exec(await metrics.text())?.[1]);
  await until(() => events.some(({ type }) => type === "disconnected"));
  expect([await count("connected_hosts"), await count("disconnections_total")]).toEqual([1, 0]);
  await there.close();
  await until(() => events.filter(({ type }) => type === "disconnected").length === 3);
  expect([await count("connected_hosts"), await count("disconnections_total")]).toEqual([0, 2]);
  expect(backend.ready).toBe(false);
});
