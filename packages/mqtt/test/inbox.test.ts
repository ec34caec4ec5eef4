import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { describe, expect, test } from "vitest";
import { devEui, reqAsk, tick, upBare, upTick } from "./support/messages.ts";
import { connect, startReporting } from "./support/reporting.ts";
import { newFolder, startDevice, until } from "./support/scene.ts";

describe("the inbox", () => {
  test("the same message is left out within the window, in either spelling, also after a restart", async () => {
    const path = newFolder();
    const handled: bigint[] = [];
    const first = await startReporting({ path });
    first.onUplink(upTick, ({ n }) => void handled.push(n));
    const value = upTick.encode({ i: devEui, ...tick(1n) });
    const one = await connect(first);
    await one.publish(upTick, { ...tick(1n), i: devEui });
    await one.publish(upTick, { ...tick(1n), i: devEui });
    await one.publish(upTick, { ...tick(2n), i: devEui });
    await until(() => handled.length === 2);
    await first.close();
    const second = await startReporting({ path });
    second.onUplink(upTick, ({ n }) => void handled.push(n));
    const again = await connect(second, "urn");
    await again.publish(upTick, { ...tick(2n), i: devEui });
    await again.publish(upTick, { ...tick(3n), i: devEui });
    await until(() => handled.length === 3);
    expect(handled).toEqual([1n, 2n, 3n]);
    expect(second.typesOf("duplicate")).toHaveLength(1);
    expect(value.length).toBeGreaterThan(0);
  });

  test("a message type without a number is never a duplicate", async () => {
    const backend = await startReporting({ path: newFolder() });
    let handled = 0;
    backend.onUplink(upBare, () => void handled++);
    const one = await connect(backend);
    await one.publish(upBare, { level: 1 });
    await one.publish(upBare, { level: 1 });
    await until(() => handled === 2);
  });

  test("gaps and restarts of the numbers are reported, numbers of requests are no gaps", async () => {
    const backend = await startReporting({ path: newFolder() });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    const one = await connect(backend);
    await one.publish(upTick, tick(1n));
    await one.request(reqAsk, { n: 2n, q: "ask", d: { wait: 0 } });
    for (const n of [3n, 7n, 8n, 0n]) await one.publish(upTick, tick(n));
    await until(() => handled === 5);
    const irregular = backend.events.filter(({ type }) => type === "gap" || type === "restart");
    expect(irregular).toEqual([
      { type: "gap", devEui, from: 4n, to: 6n },
      { type: "restart", devEui, previous: 8n, number: 0n },
    ]);
  });

  test("a handler that fails holds its own lane up, in order, and no other", async () => {
    const backend = await startReporting({ path: newFolder(), attempts: 1000, mostWait: 5 });
    const handled: string[] = [];
    backend.onUplink(upTick, ({ n }, { devEui: from, attempt, repeated }) => {
      expect(repeated).toBe(attempt > 1);
      if (from === devEui && n === 1n && handled.length === 0) throw new Error("not yet");
      handled.push(`${from.slice(-1)}:${n}`);
    });
    const one = await connect(backend);
    const other = await startDevice(backend.urls[0] as string, { devEui: "70b3d5e050020902", qos: 1 });
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    await other.publish(upTick, tick(1n));
    await until(() => handled.length === 3);
    expect(handled).toEqual(["2:1", "1:1", "1:2"]);
    expect(backend.typesOf("retry").length).toBeGreaterThan(0);
  });

  test("full, it acknowledges nothing more, and takes it when there is room", async () => {
    const backend = await startReporting({ path: newFolder(), capacity: 2 });
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handled: bigint[] = [];
    backend.onUplink(upTick, async ({ n }) => {
      await gate;
      handled.push(n);
    });
    const one = await connect(backend);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    let taken = false;
    const third = one.publish(upTick, tick(3n)).then(() => {
      taken = true;
    });
    await until(() => backend.typesOf("inbox-full").length > 0);
    expect(taken).toBe(false);
    release();
    await third;
    await until(() => handled.length === 3);
    expect(handled).toEqual([1n, 2n, 3n]);
  });

  test("dead letters are replayed while the backend works, through the same handlers", async () => {
    const path = newFolder();
    const backend = await startReporting({ path, attempts: 1 });
    let broken = true;
    const handled: { id: string; replayed: boolean }[] = [];
    backend.onUplink(upTick, (_, { id, replayed, repeated }) => {
      if (broken) throw new Error("broken");
      expect(repeated).toBe(true);
      handled.push({ id, replayed });
    });
    const one = await connect(backend);
    await one.publish(upTick, tick(1n));
    await until(() => backend.typesOf("dead-letter").length === 1);
    broken = false;
    const files = openInboxFiles(path);
    const [letter] = [...files.dead()];
    expect(letter).toMatchObject({
      devEui,
      message: "up/tick",
      reason: { code: "handler", message: "Error: broken" },
    });
    expect(await files.replay({ dead: [letter?.id ?? ""] })).toBe(1);
    await until(() => handled.length === 1);
    expect(handled).toEqual([{ id: letter?.id, replayed: true }]);
    expect([...files.dead()]).toEqual([]);
    await files.close();
  });

  test("a message type without a handler is a dead letter, or goes to onUnknown", async () => {
    const path = newFolder();
    const backend = await startReporting({ path });
    backend.onUplink(upTick, () => {});
    const one = await connect(backend);
    await one.publish(upBare, { level: 2 });
    await until(() => backend.typesOf("dead-letter").length === 1);
    const unknown: string[] = [];
    backend.onUnknown(({ message }) => void unknown.push(message));
    await one.publish(upBare, { level: 3 });
    await until(() => unknown.length === 1);
    expect(unknown).toEqual(["up/bare"]);
  });

  test("the next attempt is given what was received, whatever the one before has made of it", async () => {
    const backend = await startReporting({ path: newFolder(), firstWait: 1 });
    const seen: string[] = [];
    backend.onUnknown(({ payload, attempt }) => {
      seen.push(Buffer.from(payload).toString("hex"));
      payload.fill(0);
      if (attempt < 3) throw new Error("not yet");
    });
    const one = await connect(backend);
    await one.publish(upTick, tick(1n));
    await until(() => seen.length === 3);
    const sent = Buffer.from(upTick.encode({ i: devEui, ...tick(1n) })).toString("hex");
    expect(seen).toEqual([sent, sent, sent]);
  });

  test("retention removes what is done, and never what waits or is dead", async () => {
    const path = newFolder();
    const backend = await startReporting({ path, attempts: 1 });
    let handled = 0;
    backend.onUplink(upTick, ({ n }) => {
      handled++;
      if (n === 1n) throw new Error("broken");
    });
    const one = await connect(backend);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    await until(() => handled === 2);
    await backend.close();
    const second = await startReporting({ path, retention: 0, duplicateWindow: 0 });
    await second.close();
    const files = openInboxFiles(path);
    expect(await files.status()).toMatchObject({ messages: 1, pending: 0, dead: 1, atWork: false });
    await files.close();
  });

  test("one folder is for one backend", async () => {
    const path = newFolder();
    await startReporting({ path });
    await expect(startReporting({ path })).rejects.toMatchObject({
      code: "invalid-configuration",
      message: /another process works from it/,
    });
  });
});
