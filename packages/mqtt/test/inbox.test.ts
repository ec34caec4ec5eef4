import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineMessage, Type, Uint64 } from "@wirebook/codec";
import {
  type Backend,
  createBackend,
  createDevice,
  type Device,
  type InboxOptions,
  type LinkEvent,
} from "@wirebook/mqtt";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { answer, request, uplink } from "@wirebook/schemas";
import { afterEach, describe, expect, test } from "vitest";

const upTick = defineMessage({ name: "up/tick", title: "Tick", payload: uplink("tick", Type.Object({})) });
const upBare = defineMessage({
  name: "up/bare",
  title: "Bare",
  payload: Type.Object({ level: Type.Number() }),
});
const downAsk = defineMessage({
  name: "down/ask",
  title: "Answer",
  payload: answer(Type.Object({ calls: Uint64() })),
});
const reqAsk = defineMessage({
  name: "req/ask",
  title: "Question",
  payload: request("ask", Type.Object({ wait: Type.Number() }), { answer: downAsk, deadline: 1 }),
});
const messages = [upTick, upBare, reqAsk, downAsk];
const devEui = "70b3d5e050020901";
const tick = (n: bigint) => ({ n, q: "tick" as const, d: {} });

const folders: string[] = [];
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-inbox-"));
  folders.push(folder);
  return join(folder, "inbox");
};

const events: LinkEvent[] = [];
async function start(inbox: InboxOptions | false, more: object = {}): Promise<Backend> {
  events.length = 0;
  const backend = await createBackend({
    embedded: { port: 0 },
    messages,
    inbox: inbox === false ? false : { firstWait: 1, ...inbox },
    report: (event) => events.push(event),
    ...more,
  });
  open.push(backend);
  return backend;
}
async function device(
  backend: Backend,
  spelling: "hex" | "urn" = "hex",
  host = backend.urls[0] as string,
): Promise<Device> {
  const one = await createDevice({ hosts: host, devEui, spelling, messages, qos: 1, report: () => {} });
  open.push(one);
  return one;
}
/** Resolves when a condition that events of the test bring about holds. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
const typesOf = (type: LinkEvent["type"]) => events.filter((event) => event.type === type);

describe("the inbox", () => {
  test("the same message is left out within the window, in either spelling, also after a restart", async () => {
    const path = newFolder();
    const handled: bigint[] = [];
    const first = await start({ path });
    first.onUplink(upTick, ({ n }) => void handled.push(n));
    const value = upTick.encode({ i: devEui, ...tick(1n) });
    const one = await device(first);
    await one.publish(upTick, { ...tick(1n), i: devEui });
    await one.publish(upTick, { ...tick(1n), i: devEui });
    await one.publish(upTick, { ...tick(2n), i: devEui });
    await until(() => handled.length === 2);
    await first.close();
    const second = await start({ path });
    second.onUplink(upTick, ({ n }) => void handled.push(n));
    const again = await device(second, "urn");
    await again.publish(upTick, { ...tick(2n), i: devEui });
    await again.publish(upTick, { ...tick(3n), i: devEui });
    await until(() => handled.length === 3);
    expect(handled).toEqual([1n, 2n, 3n]);
    expect(typesOf("duplicate")).toHaveLength(1);
    expect(value.length).toBeGreaterThan(0);
  });

  test("a message type without a number is never a duplicate", async () => {
    const backend = await start({ path: newFolder() });
    let handled = 0;
    backend.onUplink(upBare, () => void handled++);
    const one = await device(backend);
    await one.publish(upBare, { level: 1 });
    await one.publish(upBare, { level: 1 });
    await until(() => handled === 2);
  });

  test("gaps and restarts of the numbers are reported, numbers of requests are no gaps", async () => {
    const backend = await start({ path: newFolder() });
    let handled = 0;
    backend.onUplink(upTick, () => void handled++);
    backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    const one = await device(backend);
    await one.publish(upTick, tick(1n));
    await one.request(reqAsk, { n: 2n, q: "ask", d: { wait: 0 } });
    for (const n of [3n, 7n, 8n, 0n]) await one.publish(upTick, tick(n));
    await until(() => handled === 5);
    const irregular = events.filter(({ type }) => type === "gap" || type === "restart");
    expect(irregular).toEqual([
      { type: "gap", devEui, from: 4n, to: 6n },
      { type: "restart", devEui, previous: 8n, number: 0n },
    ]);
  });

  test("a handler that fails holds its own lane up, in order, and no other", async () => {
    const backend = await start({ path: newFolder(), attempts: 3, firstWait: 50 });
    const handled: string[] = [];
    backend.onUplink(upTick, ({ n }, { devEui: from, attempt, repeated }) => {
      expect(repeated).toBe(attempt > 1);
      if (from === devEui && n === 1n && attempt < 3) throw new Error("not yet");
      handled.push(`${from.slice(-1)}:${n}`);
    });
    const one = await device(backend);
    const other = await createDevice({ hosts: backend.urls, devEui: "70b3d5e050020902", messages, qos: 1 });
    open.push(other);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    await other.publish(upTick, tick(1n));
    await until(() => handled.length === 3);
    expect(handled).toEqual(["2:1", "1:1", "1:2"]);
    expect(typesOf("retry")).toHaveLength(2);
  });

  test("full, it acknowledges nothing more, and takes it when there is room", async () => {
    const backend = await start({ path: newFolder(), capacity: 2 });
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handled: bigint[] = [];
    backend.onUplink(upTick, async ({ n }) => {
      await gate;
      handled.push(n);
    });
    const one = await device(backend);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    let taken = false;
    const third = one.publish(upTick, tick(3n)).then(() => {
      taken = true;
    });
    await until(() => typesOf("inbox-full").length > 0);
    expect(taken).toBe(false);
    release();
    await third;
    await until(() => handled.length === 3);
    expect(handled).toEqual([1n, 2n, 3n]);
  });

  test("dead letters are replayed while the backend works, through the same handlers", async () => {
    const path = newFolder();
    const backend = await start({ path, attempts: 1 });
    let broken = true;
    const handled: { id: string; replayed: boolean }[] = [];
    backend.onUplink(upTick, (_, { id, replayed, repeated }) => {
      if (broken) throw new Error("broken");
      expect(repeated).toBe(true);
      handled.push({ id, replayed });
    });
    const one = await device(backend);
    await one.publish(upTick, tick(1n));
    await until(() => typesOf("dead-letter").length === 1);
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
    const backend = await start({ path });
    backend.onUplink(upTick, () => {});
    const one = await device(backend);
    await one.publish(upBare, { level: 2 });
    await until(() => typesOf("dead-letter").length === 1);
    const unknown: string[] = [];
    backend.onUnknown(({ message }) => void unknown.push(message));
    await one.publish(upBare, { level: 3 });
    await until(() => unknown.length === 1);
    expect(unknown).toEqual(["up/bare"]);
  });

  test("retention removes what is done, and never what waits or is dead", async () => {
    const path = newFolder();
    const backend = await start({ path, attempts: 1 });
    let handled = 0;
    backend.onUplink(upTick, ({ n }) => {
      handled++;
      if (n === 1n) throw new Error("broken");
    });
    const one = await device(backend);
    await one.publish(upTick, tick(1n));
    await one.publish(upTick, tick(2n));
    await until(() => handled === 2);
    await backend.close();
    const second = await start({ path, retention: 0, duplicateWindow: 0 });
    await second.close();
    const files = openInboxFiles(path);
    expect(await files.status()).toMatchObject({ messages: 1, pending: 0, dead: 1, atWork: false });
    await files.close();
  });

  test("one folder is for one backend", async () => {
    const path = newFolder();
    await start({ path });
    await expect(start({ path })).rejects.toMatchObject({
      code: "invalid-configuration",
      message: /another process works from it/,
    });
  });
});

describe("a request", () => {
  const ask = (n: bigint, wait = 0) => ({ n, q: "ask" as const, d: { wait } });

  test("that comes again gets the same answer, and its handler is called once", async () => {
    const backend = await start({ path: newFolder() });
    let calls = 0n;
    backend.onRequest(reqAsk, () => ({ d: { calls: ++calls } }));
    const one = await device(backend);
    const first = await one.request(reqAsk, ask(5n));
    const second = await one.request(reqAsk, ask(5n));
    expect(second).toEqual(first);
    expect(first).toMatchObject({ r: 5n, d: { calls: 1n } });
    expect((await one.request(reqAsk, ask(6n))).d.calls).toBe(2n);
  });

  test("past its deadline is not answered, and its signal aborts", async () => {
    const backend = await start({ path: newFolder() }, { deadlines: { "req/ask": 0.05 } });
    let aborted = false;
    backend.onRequest(reqAsk, async (_, { signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      aborted = true;
      return { d: { calls: 1n } };
    });
    const one = await device(backend);
    await expect(one.request(reqAsk, ask(1n), { deadline: 0.3 })).rejects.toMatchObject({ code: "deadline" });
    expect(aborted).toBe(true);
    expect(typesOf("unanswered")).toMatchObject([{ message: "req/ask", reason: "no answer within 0.05 s" }]);
  });

  test("is answered in the spelling that it came in", async () => {
    const backend = await start({ path: newFolder() });
    backend.onRequest(reqAsk, (_, { topicName }) => {
      expect(topicName).toBe(`LOB/urn:dev:mac:${devEui}/req/ask`);
      return { d: { calls: 1n } };
    });
    const one = await device(backend, "urn");
    expect(await one.request(reqAsk, ask(1n))).toMatchObject({ r: 1n });
  });

  test("of a JSON host is answered in JSON", async () => {
    const backend = await start(
      { path: newFolder() },
      { embedded: { port: 0, format: "json", prefix: "plant/7" } },
    );
    const handled: bigint[] = [];
    backend.onRequest(reqAsk, () => ({ d: { calls: 2n ** 60n } }));
    backend.onUplink(upTick, ({ n }) => void handled.push(n));
    const one = await device(backend, "hex", `json+${backend.urls[0]}/plant/7/`);
    expect(await one.request(reqAsk, ask(1n))).toMatchObject({ d: { calls: 2n ** 60n } });
    await one.publish(upTick, tick(2n ** 60n));
    await until(() => handled.length === 1);
    expect(handled).toEqual([2n ** 60n]);
  });

  test("that is forged gets no answer, and is a dead letter", async () => {
    const path = newFolder();
    const backend = await start({ path });
    backend.onRequest(reqAsk, () => ({ d: { calls: 1n } }));
    const one = await device(backend);
    const forged = { ...ask(1n), i: "70b3d5e050020902" };
    await expect(one.request(reqAsk, forged, { deadline: 0.2 })).rejects.toMatchObject({ code: "deadline" });
    await until(() => typesOf("dead-letter").length === 1);
    expect(typesOf("unanswered")).toHaveLength(1);
  });
});

describe("a wrong configuration fails at the start, with what to change", () => {
  test.each([
    [{ url: "mqtt://127.0.0.1:1" }, "unreachable", "nobody listens there; check host and port"],
    [{ url: "coap://127.0.0.1" }, "invalid-configuration", "expected at least one with mqtt://"],
    [
      { url: "mqtt://a", embedded: true as const },
      "invalid-configuration",
      "expected one of url, hosts and embedded",
    ],
    [
      { embedded: { host: "0.0.0.0", port: 0 } },
      "invalid-configuration",
      "expected authenticate, clientCa or psk",
    ],
    [
      { embedded: { listeners: [{ protocol: "mqtts" as const, port: 0 }] } },
      "invalid-configuration",
      "expected cert and key, or psk",
    ],
    [{ inbox: { capacity: 0 } }, "invalid-configuration", "inbox.capacity: expected a whole number"],
    [
      { inbox: { path: `${fileURLToPath(import.meta.url)}/none` } },
      "invalid-configuration",
      "expected a folder that can be written",
    ],
    [{ inbox: { retention: 1 } }, "invalid-configuration", "expected at least twice inbox.duplicateWindow"],
  ])("%j", async (options, code, words) => {
    const inbox = { inbox: newFolder(), ...options };
    const embedded = "url" in options || "embedded" in options ? {} : { embedded: { port: 0 } };
    await expect(createBackend({ messages, report: () => {}, ...embedded, ...inbox })).rejects.toMatchObject({
      name: "LinkError",
      code,
      message: expect.stringContaining(words),
    });
  });
});
