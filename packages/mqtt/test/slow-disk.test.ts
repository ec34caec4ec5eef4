import type { LinkEvent } from "@wirebook/mqtt";
import { connectAsync } from "mqtt";
import { describe, expect, test } from "vitest";
import { holdWrites } from "./support/hold-writes.ts";
import { devEui, reqAsk, tick, upTick } from "./support/messages.ts";
import { newFolder, startBackend, startDevice, undo, until } from "./support/scene.ts";

describe("requests", () => {
  test("are answered while the disk of the inbox keeps uplinks waiting", async () => {
    const path = newFolder();
    const backend = await startBackend({ inbox: path });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    backend.onRequest(reqAsk, () => ({ d: { calls: 0n } }));
    const one = await startDevice(backend.urls[0] as string);
    await one.request(reqAsk, { q: "ask", d: { wait: 0 } });
    const letGo = await holdWrites(path);
    await one.publish(upTick, tick(1n));
    for (let count = 0; count < 20; count++) await one.request(reqAsk, { q: "ask", d: { wait: 0 } });
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
    const backend = await startBackend({ inbox: path, report });
    backend.onRequest(reqAsk, () => ({ d: { calls: 0n } }));
    const client = await connectAsync(backend.urls[0] as string, { clientId: devEui, protocolVersion: 4 });
    undo(() => client.endAsync(true));
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
