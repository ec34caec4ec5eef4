import { open } from "lmdb";
import { afterEach, describe, expect, test } from "vitest";
import { steadyTime } from "../src/clock.ts";
import { createArrivals } from "../src/inbox/arrivals.ts";
import { createDevices } from "../src/inbox/devices.ts";
import { createDuplicateWindow } from "../src/inbox/duplicates.ts";
import { createLookBack } from "../src/inbox/look-back.ts";
import { recallMessages } from "../src/inbox/recall.ts";
import { writeRecord } from "../src/inbox/store/record.ts";
import { openStore, type Store } from "../src/inbox/store/store.ts";
import { joinRecords, writeChanges } from "../src/inbox/write/changes.ts";
import { KEPT_BYTES } from "../src/packets/publish-head.ts";
import { type TopicName, tryTopicName } from "../src/protocol/topic-name.ts";
import { newFolder, newStore, undoAll } from "./support/inbox-store.ts";

afterEach(undoAll);

describe("the list of those who wait", () => {
  const change = (store: Store, verb: "add" | "replay" | "remove", ...numbers: number[]): void =>
    store.commit(() => store.waiting.change((changes) => numbers.forEach(changes[verb])));

  test("holds a message on whatever place of its page, and no other", () => {
    const { waiting, ...store } = newStore();
    const numbers = [1, 7, 8, 1023, 1024, 2047, 2048, 10 ** 12];
    change({ waiting, ...store }, "add", ...numbers);
    expect([...waiting.numbers()].map(({ number }) => number)).toEqual(numbers);
    expect(waiting.count()).toBe(numbers.length);
    for (const number of numbers) {
      expect([waiting.has(number - 2), waiting.has(number)]).toEqual([false, true]);
    }
  });

  test("tells replays from the others, until they are done", () => {
    const store = newStore();
    change(store, "add", 1, 2, 3);
    change(store, "replay", 5, 2000);
    expect(store.waiting.replays()).toEqual([5, 2000]);
    change(store, "remove", 1, 5);
    expect([...store.waiting.numbers()]).toEqual([
      { number: 2, replay: false },
      { number: 3, replay: false },
      { number: 2000, replay: true },
    ]);
    change(store, "add", 5);
    expect(store.waiting.replays()).toEqual([2000]);
    change(store, "remove", 2, 3, 5, 2000);
    expect([store.waiting.count(), [...store.waiting.numbers()]]).toEqual([0, []]);
  });
});

test("an inbox of another version is refused: its messages would wait for ever", async () => {
  const folder = newFolder();
  const root = open({ path: folder, noSubdir: false, maxDbs: 8, encoding: "binary" });
  await root.openDB("meta", { encoding: "string" }).put("id", "01234567");
  await root.close();
  expect(() => openStore(folder)).toThrow(/another version made it/);
});

test("of a write that nobody heard of, a smaller one in its place leaves nothing behind", () => {
  const store = newStore();
  const record = writeRecord({ topicName: "a", payload: Uint8Array.of(1), format: "cbor", receivedAt: 0 });
  const reason = { code: "handler", message: "" };
  const write = (first: number, count: number, ...dead: number[]) =>
    writeChanges(store, {
      first,
      ...joinRecords(Array<Buffer>(count).fill(record)),
      dead: dead.map((number) => [number, { reason, attempts: 0, diedAt: 0 }]),
      letGo: [],
      done: new Float64Array(),
      devices: "",
    });
  const kept = () => ({
    next: store.nextNumber(),
    messages: [...store.messages.getKeys({})],
    waiting: [...store.waiting.numbers()].map(({ number }) => number),
    dead: [...store.dead.getKeys({})],
  });
  write(1, 1);
  write(2, 5, 3, 6);
  write(2, 2, 3);
  expect(kept()).toEqual({ next: 4, messages: [1, 2, 3], waiting: [1, 2], dead: [3] });
  write(4, 0);
  expect(kept()).toEqual({ next: 4, messages: [1, 2, 3], waiting: [1, 2], dead: [3] });
});

describe("of messages that were cut off", () => {
  const worker = { nameOf: tryTopicName, hasNumber: () => true };
  const topicName = "LOB/70b3d5e050020901/up/tick";
  const beginning = {
    topicName,
    payload: new Uint8Array(KEPT_BYTES),
    format: "cbor" as const,
    receivedAt: 0,
  };
  const reasonOf = (size: number) => ({ code: "too-large", message: "", size });

  test("two of different sizes differ, though their beginnings are the same", () => {
    const store = newStore();
    const window = createDuplicateWindow(60_000);
    const devices = createDevices(store, () => {});
    const lookBack = createLookBack({ store, worker, window });
    const arrivals = createArrivals({ worker, window, comparing: true, store, devices, lookBack });
    for (const size of [5_000_000, 6_000_000, 5_000_000]) {
      arrivals.add(beginning, undefined, reasonOf(size));
    }
    const { fresh, duplicates } = arrivals.take(2000);
    const sizes = (list: typeof fresh) => list.map(({ reason }) => reason?.size);
    expect([sizes(fresh), sizes(duplicates)]).toEqual([[5_000_000, 6_000_000], [5_000_000]]);
  });

  test("one is known again by its size after a restart", () => {
    const store = newStore();
    store.commit(() => {
      store.messages.putSync(1, writeRecord(beginning));
      store.dead.putSync(1, { reason: reasonOf(5_000_000), attempts: 0, diedAt: 0 });
    });
    const window = createDuplicateWindow(60_000);
    recallMessages(store, worker, window, 60_000);
    const name = tryTopicName(topicName) as TopicName;
    const find = (size: number) => window.find(window.keyOf(name, beginning.payload, size), steadyTime());
    expect([find(5_000_000), find(6_000_000)]).toEqual([1, undefined]);
  });
});
