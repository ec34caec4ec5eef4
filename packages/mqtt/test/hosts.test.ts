import { createServer, type Socket } from "node:net";
import { createBackend, type LinkEvent, parseHostUri } from "@wirebook/mqtt";
import { createMetrics } from "@wirebook/mqtt/metrics";
import { describe, expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { devEui, downAsk, messages, upTick } from "./support/messages.ts";
import { newFolder, startBackend, undo, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";
import { startTwo, tickOf, up } from "./support/two-hosts.ts";

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
