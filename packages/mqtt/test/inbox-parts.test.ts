import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { open } from "lmdb";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createAnswerCache } from "../src/backend/answers.ts";
import { createHeard } from "../src/backend/heard.ts";
import type { Route } from "../src/backend/source.ts";
import { steadyTime } from "../src/clock.ts";
import type { LinkError } from "../src/error.ts";
import { createArrivals } from "../src/inbox/arrivals.ts";
import { createCompactIndex } from "../src/inbox/compact-index.ts";
import { createDevices } from "../src/inbox/devices.ts";
import { createDuplicateWindow } from "../src/inbox/duplicates.ts";
import { createGroupCommit } from "../src/inbox/group-commit.ts";
import { createKeyedHash } from "../src/inbox/keyed-hash.ts";
import { createLookBack } from "../src/inbox/look-back.ts";
import { recallMessages } from "../src/inbox/recall.ts";
import {
  readDeviceEntry,
  splitEntries,
  writeDeviceEntry,
  writeHeard,
} from "../src/inbox/store/device-entry.ts";
import { linkRecord, readRecord, writeRecord } from "../src/inbox/store/record.ts";
import { openStore, type Store } from "../src/inbox/store/store.ts";
import { joinRecords, writeChanges } from "../src/inbox/write/changes.ts";
import { KEPT_BYTES } from "../src/packets/publish-head.ts";
import { type TopicName, tryTopicName } from "../src/protocol/topic-name.ts";

const undo: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-parts-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
function newStore(): Store {
  const store = openStore(newFolder());
  undo.push(() => store.close());
  return store;
}

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

test("an index finds each key of very many, and none that is not there", () => {
  const index = createCompactIndex();
  const key = (number: number) => (number * 0x1fffff4a3d1) % Number.MAX_SAFE_INTEGER || 1;
  for (let number = 1; number <= 100_000; number++) index.set(key(number), number);
  index.set(key(1), 7);
  const wrong: number[] = [];
  for (let number = 2; number <= 100_000; number++) if (index.get(key(number)) !== number) wrong.push(number);
  expect([wrong, index.get(key(1)), index.get(5)]).toEqual([[], 7, undefined]);
});

test("a window knows a message for one length at least, and for two at most", () => {
  const window = createDuplicateWindow(1000);
  window.add(5, 42, 10_000);
  window.add(6, 43, 10_999);
  expect([10_999, 11_900, 11_999].map((now) => window.find(5, now))).toEqual([42, 42, 42]);
  expect(window.find(6, 11_999)).toBe(43);
  expect([window.find(5, 12_000), window.find(6, 12_000)]).toEqual([undefined, undefined]);
});

describe("a keyed hash", () => {
  const hash = createKeyedHash();
  const of = (texts: readonly string[], bytes: Uint8Array, last = 0, by = hash): number => {
    for (const text of texts) by.text(text);
    by.bytes(bytes);
    return by.end(last);
  };
  const payload = (length: number, at = 0, byte = 7): Uint8Array => {
    const bytes = new Uint8Array(length).fill(7);
    bytes[at] = byte;
    return bytes;
  };

  test("is the same for the same, whatever came before", () => {
    for (const length of [0, 1, 4, 61, 512, 513, 100_000]) {
      expect(of(["a", "up"], payload(length))).toBe(of(["a", "up"], payload(length)));
    }
  });

  test.each([
    ["where one text ends", of(["ab", "c"], payload(1)), of(["a", "bc"], payload(1))],
    ["where a text ends and bytes begin", of(["ab"], payload(1)), of(["a"], Uint8Array.of(98, 7))],
    ["how many zeros there are", of(["a"], new Uint8Array(3)), of(["a"], new Uint8Array(2))],
    ["one byte at the end of a word", of(["a"], payload(8, 3, 8)), of(["a"], payload(8))],
    ["the last byte", of(["a"], payload(61, 60, 8)), of(["a"], payload(61))],
    ["a byte of many", of(["a"], payload(100_000, 70_000, 8)), of(["a"], payload(100_000))],
    ["the last number", of(["a"], payload(8), 1), of(["a"], payload(8), 2)],
    ["the secret", of(["a"], payload(8)), of(["a"], payload(8), 0, createKeyedHash())],
  ])("tells %s", (_, one, other) => {
    expect(one).not.toBe(other);
  });

  test("is a whole number above 0, and another for each of many", () => {
    const numbers = new Set<number>();
    const bytes = new Uint8Array(60);
    for (let n = 0; n < 50_000; n++) {
      new DataView(bytes.buffer).setUint32(20, n);
      numbers.add(of(["70b3d5e050020901", "up", "tick"], bytes, 60));
    }
    expect(numbers.size).toBe(50_000);
    expect([...numbers].filter((one) => !Number.isSafeInteger(one) || one < 1)).toEqual([]);
  });

  test("takes a text as long as a topic name may be", () => {
    const text = "t".repeat(65_535);
    expect(of([text, "a"], payload(500))).not.toBe(of([text, "b"], payload(500)));
  });
});

describe("arrivals", () => {
  const arrivalsWith = (store = newStore()) => {
    const worker = { nameOf: tryTopicName, hasNumber: () => true };
    const window = createDuplicateWindow(60_000);
    const devices = createDevices(store, () => {});
    const lookBack = createLookBack({ store, worker, window });
    return createArrivals({ worker, window, comparing: true, store, devices, lookBack });
  };
  const received = (payload: Uint8Array, topicName = "LOB/70b3d5e050020901/up/tick") => ({
    topicName,
    payload,
    format: "cbor" as const,
    receivedAt: 0,
  });

  test("a device that a broker sends again is read once, and what has come since beside it", () => {
    const store = newStore();
    const worker = { nameOf: tryTopicName, hasNumber: () => true };
    const window = createDuplicateWindow(1);
    const devEui = "70b3d5e050020901";
    const name = tryTopicName(`LOB/${devEui}/up/tick`) as TopicName;
    const payload = (n: number) => Uint8Array.of(n);
    const write = (number: number, previous: number) =>
      store.commit(() => {
        const record = writeRecord(received(payload(number)));
        linkRecord(record, previous);
        store.messages.putSync(number, record);
      });
    for (const number of [1, 2, 3]) write(number, number - 1);
    let reads = 0;
    const messages = {
      get: (number: number) => {
        reads++;
        return store.messages.get(number);
      },
    } as unknown as typeof store.messages;
    const lookBack = createLookBack({ store: { messages, dead: store.dead }, worker, window });
    const find = (latest: number, n: number) => lookBack.find(devEui, latest, window.keyOf(name, payload(n)));
    expect([find(3, 1), find(3, 2), find(3, 3), find(3, 4)]).toEqual([1, 2, 3, undefined]);
    expect(reads).toBe(3);
    write(4, 3);
    expect([find(4, 4), find(4, 1)]).toEqual([4, 1]);
    // The new one, and the one before it, which is known.
    expect(reads).toBe(5);
  });

  test("of a few large messages are a transaction each, not one that no memory holds", () => {
    const arrivals = arrivalsWith();
    for (let one = 0; one < 5; one++)
      arrivals.add(received(new Uint8Array(10 * 2 ** 20).fill(one)), undefined);
    arrivals.add(received(new Uint8Array(20 * 2 ** 20)), undefined);
    const sizes: number[] = [];
    expect(arrivals.bytes).toBeGreaterThan(70 * 2 ** 20);
    while (arrivals.waiting > 0) sizes.push(arrivals.take(2000).fresh.length);
    expect([sizes, arrivals.bytes]).toEqual([[1, 1, 1, 1, 1, 1], 0]);
  });

  test("are duplicates whatever prefix they came with, and of one device and message type alone", () => {
    const arrivals = arrivalsWith();
    const levels = ["LOB/70b3d5e050020901/up/tick", "plant/7/urn:dev:mac:70b3d5e050020901/up/tick"];
    const others = ["LOB/70b3d5e050020902/up/tick", "LOB/70b3d5e050020901/up/tock"];
    for (const topicName of [...levels, ...others])
      arrivals.add(received(Uint8Array.of(1), topicName), undefined);
    const { fresh, duplicates } = arrivals.take(2000);
    const names = (list: typeof fresh) => list.map(({ topicName }) => topicName);
    expect([names(fresh), names(duplicates)]).toEqual([[levels[0], ...others], [levels[1]]]);
  });

  test("that could not be written come again in order, and a duplicate among them stays one", () => {
    const arrivals = arrivalsWith();
    for (const byte of [1, 2, 1]) arrivals.add(received(Uint8Array.of(byte)), undefined);
    arrivals.putBack(arrivals.take(2000));
    arrivals.add(received(Uint8Array.of(3)), undefined);
    const { fresh, duplicates } = arrivals.take(2000);
    const bytes = (list: typeof fresh) => list.map(({ record }) => readRecord(record).payload[0]);
    expect([bytes(fresh), bytes(duplicates)]).toEqual([[1, 2, 3], [1]]);
  });

  test("do not keep the chunks in which they came", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const arrivals = arrivalsWith();
    const chunks = Array.from({ length: 5 }, () => {
      const chunk = new ArrayBuffer(64 * 1024);
      arrivals.add(received(new Uint8Array(chunk, 0, 10)), undefined);
      return new WeakRef(chunk);
    });
    // What a weak reference was made for stays until the present task ends.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(chunks.filter((chunk) => chunk.deref() !== undefined)).toEqual([]);
    expect(arrivals.waiting).toBe(5);
  });

  test("whose write was never heard of are written once more under the same numbers, and handled then", () => {
    const store = newStore();
    const arrivals = arrivalsWith(store);
    for (const byte of [1, 2]) arrivals.add(received(Uint8Array.of(byte)), undefined);
    const batch = arrivals.take(2000);
    store.commit((setNext) => {
      for (const [index, { record }] of batch.fresh.entries()) store.messages.putSync(1 + index, record);
      setNext(3);
    });
    arrivals.putBack(batch);
    const again = arrivals.take(2000);
    expect([again.first, again.fresh.length, again.duplicates.length]).toEqual([1, 2, 0]);
    arrivals.written(again);
    arrivals.add(received(Uint8Array.of(1)), undefined);
    expect(arrivals.take(2000)).toMatchObject({ first: 3, fresh: [], duplicates: [{}] });
  });
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

describe("what is kept of a device", () => {
  const devEui = "70b3d5e050020901";
  test("is read as it was written, with the number alone from inboxes of before, and without what cannot be read", () => {
    const heard = { device: `urn:dev:mac:${devEui}`, prefix: "plant/7", host: "mqtt://broker.example:1883" };
    const entries = [
      { last: 2n ** 64n - 1n, first: 3n, anew: 4n, noted: [5n, 2n ** 60n], latest: 10 ** 12, heard },
      {
        last: undefined,
        first: undefined,
        anew: undefined,
        noted: [],
        latest: 1,
        heard: { device: devEui, prefix: "" },
      },
    ];
    expect(entries.map((entry) => readDeviceEntry(writeDeviceEntry(entry, writeHeard(entry.heard))))).toEqual(
      entries,
    );
    expect(readDeviceEntry("184467")).toEqual({ last: 184467n, noted: [], latest: 0 });
    for (const text of [undefined, "", "{", "null", '{"n":"x","at":3}']) {
      expect(readDeviceEntry(text)).toEqual({ noted: [], latest: 0 });
    }
  });

  test("says where it was last heard, once it is written down by another too", () => {
    const store = newStore();
    const write = (entries: string): void =>
      store.commit(() => {
        for (const [key, entry] of splitEntries(entries)) store.devices.putSync(key, entry);
      });
    const devices = createDevices(store, () => {});
    expect(devices.lastHeard(devEui)).toBeUndefined();
    const topicName = `plant/7/urn:dev:mac:${devEui}/up/tick`;
    const message = { topicName, payload: Uint8Array.of(1), format: "cbor" as const, receivedAt: 0 };
    const placed = {
      name: tryTopicName(topicName),
      record: writeRecord(message),
      host: "mqtt://a",
    };
    const latest = devices.link([placed], 7);
    write(devices.takeUnwritten(latest));
    const heard = { device: `urn:dev:mac:${devEui}`, prefix: "plant/7", host: "mqtt://a" };
    const others = createDevices(store, () => {});
    expect([others.lastHeard(devEui), others.latest(devEui)]).toEqual([heard, 7]);
    const asked = { device: devEui, prefix: "LOB" };
    others.note(devEui, 3n, asked);
    write(others.takeUnwritten(new Map()));
    const next = createDevices(store, () => {});
    expect([next.lastHeard(devEui), next.latest(devEui)]).toEqual([asked, 7]);
  });

  test("that could not be written is written the next time", () => {
    const devices = createDevices(newStore(), () => {});
    devices.take(devEui, 5n);
    devices.takeUnwritten(new Map());
    devices.note("70b3d5e050020902", 1n);
    devices.putBack();
    const lines = [...splitEntries(devices.takeUnwritten(new Map()))];
    expect(lines.map(([key]) => key)).toEqual([devEui, "70b3d5e050020902"]);
    expect([...splitEntries(devices.takeUnwritten(new Map()))]).toEqual([]);
    expect(devices.hasUnwritten).toBe(false);
  });
});

test("a write that fails is tried again with all that was in it, and never two at once", async () => {
  let queue = [1, 2];
  let running = 0;
  const tried: number[][] = [];
  const failures: number[] = [];
  await new Promise<void>((resolve) => {
    const commit = createGroupCommit<number[]>({
      take: () => (queue.length === 0 ? undefined : queue.splice(0)),
      isMuch: () => true,
      write: async (batch) => {
        tried.push(batch);
        expect(++running).toBe(1);
        queue.push(9);
        commit.request();
        await new Promise((later) => setTimeout(later, 5));
        running--;
        if (tried.length < 3) throw new Error("no room");
      },
      onWritten: (_, before) => {
        failures.push(before);
        resolve();
      },
      onFailed: (batch, _error: LinkError, count) => {
        failures.push(count);
        queue = [...batch, ...queue];
      },
    });
    commit.request();
  });
  expect([tried, failures]).toEqual([
    [
      [1, 2],
      [1, 2, 9],
      [1, 2, 9, 9],
    ],
    [1, 2, 2],
  ]);
});

test("a write rests behind another, so that messages share it, until much waits", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  undo.push(() => vi.useRealTimers());
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((next) => setImmediate(next));
  };
  const written: number[] = [];
  let queue = 0;
  const commit = createGroupCommit<number>({
    take: () => queue || undefined,
    isMuch: () => queue >= 3,
    write: async () => undefined,
    onWritten: (batch) => {
      written.push(batch);
      queue = 0;
    },
    onFailed: () => undefined,
  });
  const arrive = async (): Promise<void> => {
    queue++;
    commit.request();
    await turns();
  };
  await arrive();
  expect(written).toEqual([1]);
  await arrive();
  await arrive();
  expect(written).toEqual([1]);
  await arrive();
  expect(written).toEqual([1, 3]);
  await arrive();
  await vi.runAllTimersAsync();
  expect(written).toEqual([1, 3, 1]);
});

describe("what strangers send is forgotten", () => {
  test("where devices were heard: the oldest of more than 100,000", () => {
    const heard = createHeard({ inbox: { lastHeard: () => undefined }, routeTo: () => undefined });
    const route = {} as Route;
    const name = (index: number) => tryTopicName(`LOB/${index.toString(16).padStart(16, "0")}/up/tick`);
    for (let index = 0; index <= 100_000; index++)
      heard.hear(name(index) as NonNullable<ReturnType<typeof name>>, route);
    expect(heard.last("0".repeat(16))).toBeUndefined();
    expect(heard.last("0".repeat(15).concat("1"))?.route).toBe(route);
  });

  test("answers: the oldest of more than 64 MiB", async () => {
    const cache = createAnswerCache(60_000);
    let made = 0;
    const ask = (key: string) =>
      cache.answer(key, async () => {
        made++;
        return new Uint8Array(2 ** 20);
      });
    for (let key = 0; key < 70; key++) await ask(String(key));
    await ask("69");
    expect(made).toBe(70);
    await ask("0");
    expect(made).toBe(71);
  });
});
