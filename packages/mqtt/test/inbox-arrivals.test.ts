import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { createArrivals } from "../src/inbox/arrivals.ts";
import { createDevices } from "../src/inbox/devices.ts";
import { createDuplicateWindow } from "../src/inbox/duplicates.ts";
import { createLookBack } from "../src/inbox/look-back.ts";
import { linkRecord, readRecord, writeRecord } from "../src/inbox/store/record.ts";
import { type TopicName, tryTopicName } from "../src/protocol/topic-name.ts";
import { newStore, undoAll } from "./support/inbox-store.ts";

afterEach(undoAll);

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
