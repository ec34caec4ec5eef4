import { describe, expect, test } from "vitest";
import { ask, devEui, downAsk, reqAsk, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

const urn = `urn:dev:mac:${devEui}`;
const value = { r: 1n, d: { calls: 7n } };

describe("a downlink after a restart of the backend", () => {
  test("goes to the host, the prefix and the spelling that an uplink had", async () => {
    const [one, two] = [await startSmallBroker(), await startSmallBroker()];
    const options = { hosts: [one.url, `${two.url}/plant/7/`], inbox: newFolder() };
    const uplink = `plant/7/${urn}/up/tick`;
    const before = await startBackend(options);
    const handled: bigint[] = [];
    before.onUplink(upTick, ({ n }) => void handled.push(n));
    await until(() => two.listens(uplink));
    two.deliver(uplink, upTick.encode({ i: urn, ...tick(1n) }));
    await until(() => handled.length === 1);
    await before.close();

    const after = await startBackend(options);
    await after.send(devEui, downAsk, value);
    expect(one.taken).toEqual([]);
    expect(two.taken.map(({ topic }) => topic)).toEqual([`plant/7/${urn}/down/ask`]);
  });

  test("goes to those that a request had", async () => {
    const [one, two] = [await startSmallBroker(), await startSmallBroker()];
    const options = { hosts: [one.url, two.url], inbox: newFolder() };
    const request = `LOB/${urn}/req/ask`;
    const before = await startBackend(options);
    before.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    await until(() => two.listens(request));
    two.deliver(request, reqAsk.encode({ i: urn, ...ask(1n) }));
    await until(() => two.taken.length === 1);
    await before.close();

    const after = await startBackend(options);
    await after.send(devEui, downAsk, value);
    expect(one.taken).toEqual([]);
    expect(two.taken.map(({ topic }) => topic)).toEqual(Array(2).fill(`LOB/${urn}/down/ask`));
  });

  test("is refused where the host is not in the list any more, unless another is named", async () => {
    const [one, two, three] = [await startSmallBroker(), await startSmallBroker(), await startSmallBroker()];
    const inbox = newFolder();
    const before = await startBackend({ hosts: [one.url, two.url], inbox });
    const handled: bigint[] = [];
    before.onUplink(upTick, ({ n }) => void handled.push(n));
    await until(() => two.listens(`LOB/${urn}/up/tick`));
    two.deliver(`LOB/${urn}/up/tick`, upTick.encode({ i: urn, ...tick(1n) }));
    await until(() => handled.length === 1);
    await before.close();

    const after = await startBackend({ hosts: [one.url, three.url], inbox });
    await expect(after.send(devEui, downAsk, value)).rejects.toMatchObject({
      code: "invalid-configuration",
      message: expect.stringContaining(`pass { host }, one of ${one.url}, ${three.url}`),
    });
    await after.send(devEui, downAsk, value, { host: three.url });
    expect(three.taken.map(({ topic }) => topic)).toEqual([`LOB/${urn}/down/ask`]);
  });

  test("goes to the prefix that the Host URI says now", async () => {
    const broker = await startSmallBroker();
    const inbox = newFolder();
    const before = await startBackend({ url: `${broker.url}/old/`, inbox });
    const handled: bigint[] = [];
    before.onUplink(upTick, ({ n }) => void handled.push(n));
    await until(() => broker.listens(`old/${urn}/up/tick`));
    broker.deliver(`old/${urn}/up/tick`, upTick.encode({ i: urn, ...tick(1n) }));
    await until(() => handled.length === 1);
    await before.close();

    const after = await startBackend({ url: `${broker.url}/new/`, inbox });
    await after.send(devEui, downAsk, value);
    expect(broker.taken.map(({ topic }) => topic)).toEqual([`new/${urn}/down/ask`]);
  });

  test("reaches a device of the embedded broker that spells itself as urn", async () => {
    const inbox = newFolder();
    const before = await startBackend({ inbox });
    const handled: bigint[] = [];
    before.onUplink(upTick, ({ n }) => void handled.push(n));
    const device = await startDevice(before.urls[0] as string, { spelling: "urn", qos: 1 });
    await device.publish(upTick, tick(1n));
    await until(() => handled.length === 1);
    await before.close();

    const after = await startBackend({ inbox });
    const again = await startDevice(after.urls[0] as string, { spelling: "urn" });
    const calls: bigint[] = [];
    again.onDownlink(downAsk, ({ d }) => void calls.push(d.calls));
    await after.send(devEui, downAsk, value);
    await until(() => calls.length === 1);
    expect(calls).toEqual([7n]);
  });
});
