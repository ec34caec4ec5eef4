import { openInboxFiles } from "@wirebook/mqtt/inbox";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createAges } from "../src/inbox/ages.ts";
import { writeRecord } from "../src/inbox/store/record.ts";
import { openStore, type Store } from "../src/inbox/store/store.ts";
import { pruneDevices } from "../src/inbox/write/prune-devices.ts";
import { sweep } from "../src/inbox/write/retention.ts";
import { tick, upTick } from "./support/messages.ts";
import { connect, startReporting } from "./support/reporting.ts";
import { newFolder, undo, until } from "./support/scene.ts";

const [MINUTE, DAY, YEAR] = [60_000, 86_400_000, 365 * 86_400_000];
const realNow = Date.now;
afterEach(() => {
  vi.restoreAllMocks();
  Date.now = realNow;
});
const setClock = (by: number): void => {
  Date.now = () => realNow() + by;
};

function newStore(): Store {
  const store = openStore(newFolder());
  undo(() => store.close());
  return store;
}
function keep(store: Store, number: number, receivedAt: number): void {
  const payload = Uint8Array.of(number);
  const topicName = "LOB/70b3d5e050020901/up/tick";
  store.messages.putSync(number, writeRecord({ topicName, payload, format: "cbor", receivedAt }));
}
const keptIn = (store: Store): number[] => [...store.messages.getKeys({})];

/** Lets a backend handle a tick. */
async function handleTick(path: string, n: bigint): Promise<void> {
  const backend = await startReporting({ path });
  let handled = 0;
  backend.onUplink(upTick, () => void handled++);
  const device = await connect(backend);
  await device.publish(upTick, tick(n));
  await until(() => handled === 1);
  await backend.close();
}
async function keptAfter(
  path: string,
  inbox: { retention?: number; duplicateWindow?: number },
): Promise<number> {
  const backend = await startReporting({ path, ...inbox });
  await backend.close();
  const files = openInboxFiles(path);
  const { messages } = await files.status();
  await files.close();
  return messages;
}

describe("a clock that is set", () => {
  test("forward by a year lets nothing go that was just received", async () => {
    const path = newFolder();
    await handleTick(path, 1n);
    setClock(YEAR);
    expect(await keptAfter(path, {})).toBe(1);
  });

  test("back by a year stops no retention", async () => {
    const path = newFolder();
    setClock(YEAR);
    await handleTick(path, 1n);
    setClock(0);
    await handleTick(path, 2n);
    expect(await keptAfter(path, { retention: 0, duplicateWindow: 0 })).toBe(0);
  });

  test("hides no older message from who purges", () => {
    const store = newStore();
    const now = realNow();
    store.commit(() => {
      keep(store, 1, now - DAY);
      keep(store, 2, now + YEAR);
      keep(store, 3, now - DAY);
      keep(store, 4, now);
    });
    const { removed, more } = store.commit(() => sweep(store, { before: now, from: 0 }));
    expect([removed, more, keptIn(store)]).toEqual([2, false, [2, 4]]);
  });
});

describe("ages", () => {
  /** Both clocks, and ages on them. */
  const clocks = () => {
    let [unix, steady] = [1e12, 5000];
    vi.spyOn(Date, "now").mockImplementation(() => unix);
    vi.spyOn(performance, "now").mockImplementation(() => steady);
    return {
      pass: (milliseconds: number) => {
        unix += milliseconds;
        steady += milliseconds;
      },
      set: (milliseconds: number) => {
        unix += milliseconds;
      },
    };
  };

  test("go by the time that has passed, whatever somebody sets", () => {
    const { pass, set } = clocks();
    const ages = createAges(undefined, 7 * DAY);
    ages.mark(100);
    set(YEAR);
    expect(ages.below()).toBe(0);
    pass(6 * DAY);
    ages.mark(200);
    set(-2 * YEAR);
    expect(ages.below()).toBe(0);
    pass(DAY);
    expect(ages.below()).toBe(100);
    pass(6 * DAY);
    expect(ages.below()).toBe(200);
  });

  test("go on over a restart, of which a day counts at most", () => {
    const { pass, set } = clocks();
    const first = createAges(undefined, 7 * DAY);
    first.mark(100);
    pass(5 * DAY);
    const kept = first.text();
    set(DAY / 2);
    expect(createAges(kept, 7 * DAY).below()).toBe(0);
    set(YEAR);
    const next = createAges(kept, 7 * DAY);
    expect(next.below()).toBe(0);
    pass(DAY);
    expect(next.below()).toBe(100);
    set(-2 * YEAR);
    const last = createAges(next.text(), 7 * DAY);
    expect(last.below()).toBe(100);
  });

  test("of messages are known by few marks, however long it goes on", () => {
    const { pass } = clocks();
    const ages = createAges(undefined, 7 * DAY);
    for (let minute = 1; minute <= 30 * 24 * 60; minute++) {
      pass(MINUTE);
      ages.mark(minute);
    }
    expect(ages.text().length).toBeLessThan(10_000);
    const day = 24 * 60;
    expect(ages.below()).toBeGreaterThan(23 * day - 120);
    expect(ages.below()).toBeLessThanOrEqual(23 * day);
  });

  test("that cannot be read begin anew", () => {
    for (const text of ["", "{", "null", "[]", '{"lived":"x"}'])
      expect(createAges(text, DAY).below()).toBe(0);
  });
});

test("a sweep takes up later what waited when it came by, and looks at a part at a time", () => {
  const store = newStore();
  store.commit(() => {
    for (let number = 1; number <= 2500; number++) keep(store, number, 0);
    store.waiting.change(({ add }) => add(7));
  });
  let from = 0;
  const rounds: number[] = [];
  for (let more = true; more; ) {
    const swept = store.commit(() => sweep(store, { below: 2001, from }));
    rounds.push(swept.removed);
    from = swept.next;
    more = swept.more;
  }
  expect(rounds).toEqual([1000, 999]);
  expect(keptIn(store)).toEqual([7, ...Array.from({ length: 500 }, (_, index) => 2001 + index)]);
  store.commit(() => store.waiting.change(({ remove }) => remove(7)));
  expect(store.commit(() => sweep(store, { below: 2001, from: 0 })).removed).toBe(1);
});

test("devices that nothing is kept of are forgotten where there are too many, and no others", () => {
  const store = newStore();
  store.commit(() => {
    keep(store, 50, 0);
    for (let index = 0; index < 100; index++) {
      const devEui = index.toString(16).padStart(16, "0");
      store.devices.putSync(devEui, `{"n":"1","at":${index}}`);
    }
  });
  store.commit(() => pruneDevices(store, 70));
  const kept = [...store.devices.getKeys({})].map((devEui) => Number.parseInt(devEui, 16));
  expect(kept).toHaveLength(70);
  expect(kept.filter((index) => index >= 50)).toHaveLength(50);
  store.commit(() => pruneDevices(store, 10));
  expect(store.devices.getKeys({}).asArray).toHaveLength(50);
});
