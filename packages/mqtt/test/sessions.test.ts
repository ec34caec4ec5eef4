import type { EmbeddedOptions } from "@wirebook/mqtt";
import { connectAsync } from "mqtt";
import { describe, expect, test } from "vitest";
import { devEui, downAsk, tick, upTick } from "./support/messages.ts";
import { startReporting } from "./support/reporting.ts";
import { undo, until } from "./support/scene.ts";

describe("what waits for a device that is away", () => {
  const start = async (waiting: NonNullable<EmbeddedOptions["waiting"]>) => {
    const backend = await startReporting({}, { inbox: false, embedded: { port: 0, waiting } });
    backend.onUplink(upTick, () => {});
    let sent = 0n;
    /** Comes with its session, and answers what it is sent. */
    const come = async () => {
      const options = { protocolVersion: 4, clean: false, clientId: devEui, reconnectPeriod: 0 } as const;
      const client = await connectAsync(backend.urls[0] as string, options);
      undo(() => client.endAsync(true));
      const numbers: bigint[] = [];
      client.on("message", (_, payload) => void numbers.push(downAsk.decode(payload).d.calls));
      /** Resolves when the broker is done with what came before, in both directions. */
      const settled = async () => {
        const payload = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) }));
        await client.publishAsync(`LOB/${devEui}/up/tick`, payload, { qos: 1 });
      };
      return { client, numbers, settled };
    };
    const first = await come();
    await first.client.subscribeAsync(`LOB/${devEui}/down/+`, { qos: 1 });
    await first.client.endAsync();
    await until(() => backend.typesOf("client-disconnected").length === 1);
    const send = async (count: number) => {
      for (let n = 0; n < count; n++) {
        await backend.send(devEui, downAsk, { r: 0n, d: { calls: ++sent } });
      }
    };
    return { backend, come, send };
  };

  test("comes when it is back, in order and once", async () => {
    const { backend, come, send } = await start({});
    await send(5);
    const back = await come();
    await until(() => back.numbers.length === 5);
    await back.settled();
    await back.client.endAsync();
    const again = await come();
    await again.settled();
    await send(1);
    await until(() => again.numbers.includes(6n));
    expect(back.numbers).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(again.numbers).toEqual([6n]);
    expect(backend.typesOf("waiting-dropped")).toEqual([]);
  });

  test.each([
    ["count", { count: 3 }],
    ["bytes", { bytes: 800 }],
    ["allBytes", { allBytes: 800 }],
  ])("is bounded by %s: the oldest goes, and that is told", async (_, waiting) => {
    const { backend, come, send } = await start(waiting);
    await send(20);
    const back = await come();
    const kept = 3;
    await until(() => back.numbers.length >= kept);
    await send(1);
    await until(() => back.numbers.length === kept + 1);
    expect(back.numbers).toEqual([18n, 19n, 20n, 21n]);
    await backend.close();
    const dropped = backend.typesOf("waiting-dropped") as { client: string; count: number }[];
    expect(dropped.reduce((sum, { count }) => sum + count, 0)).toBe(20 - kept);
    expect(dropped.length).toBeLessThan(4);
    expect(dropped[0]?.client).toContain(devEui);
  });

  test("is given up with its session when the device stays away", async () => {
    const { backend, come, send } = await start({ expire: 0.05 });
    await send(2);
    await until(() => backend.typesOf("waiting-dropped").length > 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const back = await come();
    await send(1);
    await back.client.subscribeAsync(`LOB/${devEui}/down/+`, { qos: 1 });
    await send(1);
    await until(() => back.numbers.includes(4n));
    // The subscription was gone as well.
    expect(back.numbers).toEqual([4n]);
  });
});
