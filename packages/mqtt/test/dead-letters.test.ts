import type { LinkEvent } from "@wirebook/mqtt";
import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createDeadLetters, type DeadLimits } from "../src/inbox/dead-letters.ts";
import { tryTopicName } from "../src/protocol/topic-name.ts";
import { devEui, tick, upTick } from "./support/messages.ts";
import { startRawDevice } from "./support/raw-device.ts";
import { startReporting } from "./support/reporting.ts";
import { newFolder, undo, until } from "./support/scene.ts";

const OTHER = "70b3d5e050020902";
const broken = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => Uint8Array.of(0xff, index));
const poisonedBy = (path: string): (string | undefined)[] => {
  const files = openInboxFiles(path);
  undo(() => files.close());
  return [...files.dead()].map(({ devEui: from }) => from);
};

describe("dead letters", () => {
  test("of one device are a tenth of all at most, and what is let go for others is said", async () => {
    const path = newFolder();
    const backend = await startReporting({ path, deadCapacity: 50 });
    backend.onUplink(upTick, () => {});
    const url = backend.urls[0] as string;
    const [one, other] = [await startRawDevice(url), await startRawDevice(url, OTHER)];
    other.publish(`LOB/${OTHER}/up/tick`, broken(3));
    await until(() => backend.typesOf("dead-letter").length === 3);
    one.publish(`LOB/${devEui}/up/tick`, broken(200));
    await until(() => backend.typesOf("dead-letter").length === 203);
    await backend.close();
    const kept = poisonedBy(path);
    expect([kept.length, kept.filter((from) => from === OTHER).length]).toEqual([8, 3]);
    const said = backend.typesOf("dead-letters") as (LinkEvent & { type: "dead-letters" })[];
    expect(said.reduce((sum, { letGo }) => sum + letGo, 0)).toBe(195);
    expect(new Set(said.map(({ devEui: from }) => from))).toEqual(new Set([devEui]));
  });

  test("stay within their bounds after a restart, and those that were replayed meanwhile are not let go", async () => {
    const path = newFolder();
    const first = await startReporting({ path });
    first.onUplink(upTick, () => {});
    const one = await startRawDevice(first.urls[0] as string);
    one.publish(`LOB/${devEui}/up/tick`, broken(20));
    await until(() => first.typesOf("dead-letter").length === 20);
    await first.close();
    const files = openInboxFiles(path);
    const [oldest] = [...files.dead()].map(({ id }) => id);
    await files.replay({ dead: [oldest as string] });
    await files.close();
    const second = await startReporting({ path, deadCapacity: 100 });
    second.onUplink(upTick, () => {});
    await until(() => second.typesOf("dead-letter").length === 1);
    await second.close();
    const left = openInboxFiles(path);
    expect(await left.status()).toMatchObject({ messages: 10, pending: 0, dead: 10 });
    expect([...left.dead()].map(({ id }) => id)).toContain(oldest);
    await left.close();
  });
});

test("a backend that begins with most of what may be kept says so, before anything comes", async () => {
  const path = newFolder();
  const first = await startReporting({ path });
  first.onUplink(upTick, () => {});
  for (let last = 1; last <= 9; last++) {
    const from = devEui.replace(/.$/, String(last));
    (await startRawDevice(first.urls[0] as string, from)).publish(`LOB/${from}/up/tick`, broken(1));
  }
  await until(() => first.typesOf("dead-letter").length === 9);
  expect(first.typesOf("dead-letters")).toEqual([]);
  await first.close();
  const second = await startReporting({ path, deadCapacity: 11 });
  expect(second.typesOf("dead-letters")).toMatchObject([{ kept: 9, letGo: 0 }]);
});

describe("the bounds of dead letters", () => {
  afterEach(() => void vi.useRealTimers());
  const limits: DeadLimits = { capacity: 100, bytes: 10_000, retention: 1000 };
  const make = (change: Partial<DeadLimits> = {}) => {
    let now = 0;
    const events: LinkEvent[] = [];
    const onDisk = new Set<number>();
    const letters = createDeadLetters({
      limits: { ...limits, ...change },
      lived: () => now,
      isDead: (number) => onDisk.has(number),
      count: () => onDisk.size,
      report: (event) => void events.push(event),
    });
    const add = (number: number, lane = devEui, bytes = 10): void => {
      onDisk.add(number);
      letters.add({ number, lane, bytes, lived: now });
    };
    const settle = (): readonly number[] => {
      const surplus = letters.surplus();
      for (const number of surplus) onDisk.delete(number);
      letters.letGo(surplus);
      letters.tell();
      return surplus;
    };
    const pass = (time: number): void => {
      now += time;
    };
    return { letters, events, onDisk, add, settle, pass };
  };

  test("let the oldest go, first of the device that has more than its part", () => {
    const { add, settle } = make();
    for (let number = 1; number <= 12; number++) add(number, number === 1 ? OTHER : devEui);
    expect(settle()).toEqual([2]);
    for (let device = 0; device < 95; device++) add(100 + device, `device ${device}`);
    expect(settle()).toEqual([1, 3, 4, 5, 6, 7]);
  });

  test("count bytes too, and never refuse the latest of a device", () => {
    const { add, settle } = make();
    add(1, devEui, 900);
    add(2, devEui, 900);
    expect(settle()).toEqual([1]);
    add(3, OTHER, 5000);
    expect(settle()).toEqual([]);
    for (let device = 0; device < 9; device++) add(10 + device, `device ${device}`, 600);
    expect(settle()).toEqual([2, 3]);
  });

  test("let go what is too old", () => {
    const { add, settle, pass } = make();
    add(1);
    pass(600);
    add(2);
    pass(400);
    expect(settle()).toEqual([1]);
    pass(600);
    expect(settle()).toEqual([2]);
  });

  test("forget what was replayed or purged before anything is let go for it", () => {
    const { add, settle, onDisk, letters } = make();
    for (let number = 1; number <= 10; number++) add(number);
    for (const number of [3, 4, 5]) onDisk.delete(number);
    for (let number = 11; number <= 13; number++) add(number);
    expect([settle(), letters.kept]).toEqual([[], 10]);
  });

  test("are said when they are reached, also by those of before, and what is let go within a minute", () => {
    vi.useFakeTimers();
    const { add, settle, events, letters } = make();
    for (let device = 0; device < 85; device++) add(device + 1, `device ${device}`);
    letters.tell();
    expect(events).toMatchObject([{ kept: 85, letGo: 0 }]);
    for (let number = 200; number < 215; number++) {
      add(number);
      settle();
    }
    expect(events.slice(1)).toMatchObject([{ letGo: 1, devEui }]);
    vi.advanceTimersByTime(60_000);
    expect(events.slice(2)).toMatchObject([{ letGo: 4, devEui }]);
    vi.advanceTimersByTime(600_000);
    expect(events).toHaveLength(3);
  });

  test("are said once when most of them is used, and once a minute what is let go", () => {
    const { add, settle, events } = make();
    for (let device = 0; device < 100; device++) {
      add(device + 1, `device ${device}`);
      settle();
    }
    expect(events).toMatchObject([{ type: "dead-letters", kept: 80, letGo: 0 }]);
    for (let device = 0; device < 30; device++) {
      add(device + 200, `device ${device}`);
      settle();
    }
    expect(events.slice(1)).toMatchObject([
      { type: "dead-letters", letGo: 1, reason: expect.stringContaining("deadCapacity") },
    ]);
  });
});

test("what is buried with an acknowledgement is a dead letter when it is acknowledged, however much waits", async () => {
  const path = newFolder();
  const { openInbox } = (await import(
    new URL("../dist/inbox/inbox.js", import.meta.url).href
  )) as typeof import("../src/inbox/inbox.ts");
  const inbox = await openInbox(
    { path },
    { process: () => ({ done: true }), hasNumber: () => true, nameOf: tryTopicName, report: () => {} },
  );
  undo(() => inbox.close());
  const received = (n: bigint) => ({
    topicName: `LOB/${devEui}/up/tick`,
    payload: upTick.encode({ i: devEui, ...tick(n) }),
    format: "cbor" as const,
    receivedAt: 0,
  });
  const reason = { code: "too-large", message: "5 MiB, expected 4 at most" };
  const seen: number[] = [];
  for (let n = 0n; n < 30_000n; n++) inbox.append(received(n), () => {});
  expect(inbox.bury(received(30_000n), reason)).toBe(false);
  const files = openInboxFiles(path);
  undo(() => files.close());
  expect(inbox.bury(received(30_001n), reason, () => void seen.push([...files.dead()].length))).toBe(true);
  await until(() => seen.length === 1);
  expect([seen, [...files.dead()].map((letter) => letter.reason)]).toEqual([[1], [reason]]);
});
