import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSession, readHosts } from "@wirebook/mqtt/wire";
import { expect, test } from "vitest";
import { freePort } from "wirebook-test/support/free-port";
import { startMosquitto } from "wirebook-test/support/mosquitto";
import { devEui, quiet, startTail } from "./support/looking.ts";
import { undo } from "./support/undo.ts";

test("tail says what it passes over, such as a message that is longer than what it takes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-tail-"));
  undo(() => rmSync(folder, { recursive: true, force: true }));
  const port = await freePort();
  const settings = ["allow_anonymous true", `listener ${port} 127.0.0.1`, "user root", ""];
  const broker = await startMosquitto(folder, settings.join("\n"), port);
  undo(() => broker.kill());
  const url = `mqtt://127.0.0.1:${port}`;
  const tail = await startTail(url);
  const device = await openSession({
    hosts: readHosts(url, () => {}),
    clientId: devEui,
    ...{ clean: true, keepalive: 30, topicFilters: () => [], onDelivery: () => {} },
    ...quiet,
  });
  undo(() => device.close());
  // Until the tail has subscribed, which takes it a moment.
  while (!tail.err().includes("passed over")) {
    await device.publish(`LOB/${devEui}/up/data`, new Uint8Array(5 * 2 ** 20), 1);
  }
  expect(tail.err()).toContain(`LOB/${devEui}/up/data: passed over: `);
});
