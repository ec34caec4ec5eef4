import type { Client } from "aedes";
import { generate, type Packet } from "mqtt-packet";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createReadOn } from "../src/embedded/read-on.ts";
import { createFairQueue, type Queued } from "../src/inbox/fair-queue.ts";
import { ask, devEui, reqAsk, tick, upNote, upTick } from "./support/messages.ts";
import { hello, openRaw, publishHead } from "./support/raw-client.ts";
import { startRawDevice } from "./support/raw-device.ts";
import { startReporting } from "./support/reporting.ts";
import { newFolder, undo, until } from "./support/scene.ts";

const [FLOOD, OTHER] = [devEui, "70b3d5e050020902"];
const ticks = (from: string, count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, n) => upTick.encode({ i: from, ...tick(BigInt(n)) }));

describe("a device that floods an inbox whose handlers are slow", () => {
  const startFlooded = async (capacity: number, sent: number) => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const backend = await startReporting({ path: newFolder(), capacity });
    undo(release);
    const handled = new Map<string, bigint[]>([
      [FLOOD, []],
      [OTHER, []],
    ]);
    backend.onUplink(upTick, async ({ n }, { devEui: from }) => {
      await gate;
      handled.get(from)?.push(n);
    });
    const url = backend.urls[0] as string;
    const [flood, other] = [await startRawDevice(url, FLOOD), await startRawDevice(url, OTHER)];
    flood.publish(`LOB/${FLOOD}/up/tick`, ticks(FLOOD, sent));
    if (sent > capacity) await until(() => backend.typesOf("inbox-full").length > 0);
    return { backend, flood, other, handled, release };
  };
  /** A device that may publish anything, and knows whether it was answered. */
  const startAsking = async (url: string | undefined) => {
    const client = openRaw(url);
    const topic = `LOB/${FLOOD}/down/ask`;
    const subscribe = { cmd: "subscribe", messageId: 1, subscriptions: [{ topic, qos: 1 }] };
    await client.write(hello(FLOOD), generate(subscribe as unknown as Packet));
    await client.says("suback");
    const publish = (messageType: string, payloads: readonly Uint8Array[], firstId: number): Promise<void> =>
      client.write(
        ...payloads.flatMap((payload, index) => [
          publishHead(`LOB/${FLOOD}/${messageType}`, payload.length, { qos: 1, messageId: firstId + index }),
          Buffer.from(payload),
        ]),
      );
    return { client, publish };
  };
  const question = (n: bigint): Uint8Array => reqAsk.encode({ i: FLOOD, ...ask(n) });

  test("waits for its acknowledgements, and no other does", async () => {
    const { backend, flood, other, handled, release } = await startFlooded(20, 100);
    await until(() => flood.acknowledged === 18);
    other.publish(`LOB/${OTHER}/up/tick`, ticks(OTHER, 1));
    await other.settled();
    expect(flood.acknowledged).toBe(18);
    expect(backend.typesOf("inbox-full")).toEqual([{ type: "inbox-full", pending: 18, devEui: FLOOD }]);
    release();
    await flood.settled();
    await until(() => handled.get(FLOOD)?.length === 100);
    expect(handled.get(FLOOD)).toEqual(Array.from({ length: 100 }, (_, n) => BigInt(n)));
    expect(handled.get(OTHER)).toEqual([0n]);
    await until(() => backend.typesOf("inbox-room").length > 0);
    const told = backend.events.filter(({ type }) => type === "inbox-full" || type === "inbox-room");
    expect(told.map(({ type }) => type)).toEqual(["inbox-full", "inbox-room"]);
  });

  test("is answered all the same: a request does not stand behind its own uplinks", async () => {
    const { backend, flood, release } = await startFlooded(20, 1);
    flood.cut();
    backend.onRequest(reqAsk, ({ n }) => ({ d: { calls: n } }));
    const { client, publish } = await startAsking(backend.urls[0]);
    const sent = 60;
    await publish("up/tick", ticks(FLOOD, sent), 10);
    await until(() => backend.typesOf("inbox-full").length > 0);
    await publish("req/ask", [question(99n)], 5);
    await client.says("publish");
    const acknowledged = client.packets.filter(({ cmd }) => cmd === "puback").length;
    expect(acknowledged).toBeLessThan(sent);
    release();
    await client.says("puback", sent + 1);
  });

  test("leaves room for the next ones that flood, each less", async () => {
    const { other, release, flood } = await startFlooded(200, 400);
    await until(() => flood.acknowledged === 180);
    other.publish(`LOB/${OTHER}/up/tick`, ticks(OTHER, 50));
    await until(() => other.acknowledged === 10);
    release();
    await Promise.all([flood.settled(), other.settled()]);
  });
});

test("a device that waits for no acknowledgement is held back, also when it connects again, and goes on then", async () => {
  const backend = await startReporting({ path: newFolder(), capacity: 10 });
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  undo(release);
  const handled = new Set<bigint>();
  backend.onUplink(upNote, async ({ n }) => {
    await gate;
    handled.add(n);
  });
  const connectAgain = async () => {
    const client = openRaw(backend.urls[0]);
    await client.write(hello(devEui));
    await client.says("connack");
    return client;
  };
  const packetOf = (n: number): Buffer => {
    const d = { note: "x".repeat(100_000) };
    const payload = Buffer.from(upNote.encode({ i: devEui, n: BigInt(n), q: "note", d }));
    const head = publishHead(`LOB/${devEui}/up/note`, payload.length, { qos: 1, messageId: n });
    return Buffer.concat([head, payload]);
  };
  const { socket } = await connectAgain();
  for (let n = 1; n <= 300; n++) {
    socket.write(packetOf(n));
    // A chunk each: aedes counts them, and not what waits.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(socket.writableLength).toBeGreaterThan(10 * 2 ** 20);
  socket.destroy();

  const again = await connectAgain();
  await again.write(packetOf(1000));
  await new Promise((resolve) => setTimeout(resolve, 500));
  release();
  await again.says("puback");
  await until(() => handled.has(1000n));
});

describe("a queue of many lanes", () => {
  const everything = () => true;
  const makeQueue = () => {
    let place = 0;
    const queue = createFairQueue<Queued & { readonly item: string }>();
    const add = (item: string, bytes = 1): void =>
      queue.add({ lane: item[0] as string, item, place: place++, bytes });
    return { queue, add };
  };
  const filled = (lanes: Readonly<Record<string, number>>) => {
    const made = makeQueue();
    for (const [lane, count] of Object.entries(lanes)) {
      for (let one = 0; one < count; one++) made.add(`${lane}${one}`);
    }
    return made;
  };
  const takeAll = ({ queue }: ReturnType<typeof makeQueue>, most: number): string[] =>
    queue.take(most, 1000, everything).map(({ item }) => item);

  test("keeps the order of what came, where all of it goes", () => {
    const made = makeQueue();
    for (const one of ["a0", "b0", "a1", "c0", "a2"]) made.add(one);
    expect([takeAll(made, 10), made.queue.size]).toEqual([["a0", "b0", "a1", "c0", "a2"], 0]);
  });

  test("is a plain one while it is short, and by turns when it is long", () => {
    const plain = (made: ReturnType<typeof makeQueue>, most: number): string[] =>
      made.queue.take(most, 1000).map(({ item }) => item);
    const made = filled({ a: 8, b: 2 });
    expect(plain(made, 3)).toEqual(["a0", "a1", "a2"]);
    for (let one = 2; one < 9; one++) made.add(`b${one}`);
    expect([...made.queue.lanes, made.queue.size]).toEqual(["a", "b", 14]);
    expect(plain(made, 3)).toEqual(["a3", "a4", "b0"]);
    made.queue.putBack(made.queue.take(4, 1000));
    expect(plain(made, 20)).toEqual([...["a5", "a6", "a7", "b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8"]]);
    expect([made.queue.size, made.queue.bytes]).toEqual([0, 0]);
  });

  test("takes of each lane by turns, and goes on with those that were left out", () => {
    const made = filled({ a: 1000, b: 2, c: 1 });
    expect(takeAll(made, 4)).toEqual(["a0", "a1", "b0", "c0"]);
    made.add("d0");
    expect(takeAll(made, 3)).toEqual(["a2", "b1", "d0"]);
    expect(takeAll(made, 2)).toEqual(["a3", "a4"]);
    const many = filled(Object.fromEntries(["p", "q", "r", "s", "t"].map((lane) => [lane, 2])));
    expect([takeAll(many, 3), takeAll(many, 3), takeAll(many, 9)]).toEqual([
      ["p0", "q0", "r0"],
      ["p1", "s0", "t0"],
      ["q1", "r1", "s1", "t1"],
    ]);
  });

  test("takes back what could not be written, in front of what came since", () => {
    const made = filled({ a: 3, b: 1 });
    const { queue, add } = made;
    const taken = queue.take(3, 1000, everything);
    add("b1");
    queue.putBack(taken);
    expect([queue.size, queue.bytes, takeAll(made, 9)]).toEqual([5, 5, ["a0", "a1", "a2", "b0", "b1"]]);
  });

  test("passes over lanes that may not, and stops at so many bytes", () => {
    const { queue, add } = filled({ a: 3, b: 3 });
    expect(queue.take(9, 1000, (lane) => lane !== "a").map(({ item }) => item)).toEqual(["b0", "b1", "b2"]);
    expect(queue.take(9, 2, everything).map(({ item }) => item)).toEqual(["a0", "a1"]);
    add("b-large", 50);
    expect([queue.take(1, 2, everything).length, queue.take(9, 2, everything).length]).toEqual([1, 1]);
    expect([queue.size, queue.bytes]).toEqual([0, 0]);
  });
});

describe("reading on behind messages that wait", () => {
  /** A client as aedes has it: it reads on when nothing that it has read is left to be seen to. */
  const makeClient = (batch: number) => {
    const client = {
      closed: false,
      _parsingBatch: batch,
      chunks: 0,
      _nextBatch: () => {
        if (--client._parsingBatch <= 0) client.chunks++;
      },
    };
    return client;
  };
  afterEach(() => void vi.useRealTimers());

  test("is for what has waited for a while, up to a bound for each client and for all", () => {
    vi.useFakeTimers();
    const readOn = createReadOn(2000, 3000);
    const [one, other] = [makeClient(2), makeClient(3)];
    const hold = (client: ReturnType<typeof makeClient>, bytes: number) =>
      readOn.hold(client as unknown as Client, bytes);
    const held = [hold(one, 400), hold(one, 400)];
    const others = [hold(other, 200), hold(other, 200), hold(other, 200)];
    vi.advanceTimersByTime(250);
    expect([one.chunks, other.chunks]).toEqual([0, 0]);
    vi.advanceTimersByTime(250);
    // 1800 bytes of the one are parked; of the other, 700 more were room for.
    expect([one.chunks, other.chunks, other._parsingBatch]).toEqual([1, 0, 2]);
    for (const seen of held) seen();
    vi.advanceTimersByTime(250);
    expect([other.chunks, other._parsingBatch]).toEqual([0, 1]);
    for (const seen of others) seen();
    expect(other._parsingBatch).toBe(3);
    readOn.close();
  });

  test("goes up to the bounds, also for a client that connects again, which goes on when there is room", async () => {
    const readOn = createReadOn(2000, 3000);
    const told: string[] = [];
    const mayRead = (id: string) =>
      readOn.mayRead(id, { goOn: () => void told.push(id), onWait: () => void told.push(`${id} waits`) });
    const hold = (id: string, bytes: number) =>
      readOn.hold({ ...makeClient(1), id } as unknown as Client, bytes);
    const first = hold("one", 500);
    expect(mayRead("one")).toBe(true);
    const second = hold("one", 500);
    const others = [hold("other", 500)];
    // The one is at its own bound, the other at the one for all, and of a third nothing waits.
    expect([mayRead("one"), mayRead("other"), mayRead("third")]).toEqual([false, false, true]);
    first();
    await Promise.resolve();
    expect([told, mayRead("one")]).toEqual([["one"], true]);
    for (const seen of others) seen();
    await Promise.resolve();
    expect(told).toEqual(["one", "other"]);
    second();
    readOn.close();
  });
});
