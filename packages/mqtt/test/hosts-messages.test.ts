import type { UplinkContext } from "@wirebook/mqtt";
import { describe, expect, test } from "vitest";
import { devEui, downAsk, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";
import { askOf, req, startTwo, tickOf, up } from "./support/two-hosts.ts";

const inJson = (n: bigint) => Buffer.from(JSON.stringify(upTick.toJson({ i: devEui, ...tick(n) })));
const value = { r: 1n, d: { calls: 7n } };

describe("a backend of several hosts", () => {
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
