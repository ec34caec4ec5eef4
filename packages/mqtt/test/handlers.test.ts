import { describe, expect, test } from "vitest";
import { devEui, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, until } from "./support/scene.ts";

describe("a handler", () => {
  test.each([{ inbox: false as const }, {}])(
    "is done when the thenable it returns is, %o",
    async (options) => {
      const backend = await startBackend({ inbox: newFolder(), ...options });
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
      const one = await startDevice(backend.urls[0] as string);
      await one.publish(upTick, tick(1n));
      await one.publish(upTick, tick(2n));
      await until(() => settle !== undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(handled).toEqual([1n]);
      settle?.();
      await until(() => handled.length === 2);
      settle?.();
    },
  );

  test("is called no more once the backend closes, however much waits", async () => {
    const path = newFolder();
    const backend = await startBackend({ inbox: { path, concurrency: 1 } });
    const one = await startDevice(backend.urls[0] as string);
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
    const backend = await startBackend({ inbox: newFolder(), report });
    const handled: bigint[] = [];
    backend.onUplink(upTick, ({ n }: { n: bigint }) => void handled.push(n));
    const one = await startDevice(backend.urls[0] as string, { qos: 1 });
    for (const n of [1n, 1n, 5n, 6n]) await one.publish(upTick, { ...tick(n), i: devEui });
    await until(() => handled.includes(6n));
    expect(handled).toEqual([1n, 5n, 6n]);
  });
});
