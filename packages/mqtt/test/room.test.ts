import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { mountSmallDisk } from "wirebook-test/support/small-disk";
import { writeRecord } from "../src/inbox/store/record.ts";
import { openStore, type Store } from "../src/inbox/store/store.ts";
import { sweep } from "../src/inbox/write/retention.ts";
import { newFolder } from "./support/scene.ts";

const undone: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undone.splice(0).reverse()) await one();
});

const record = writeRecord({
  topicName: "LOB/70b3d5e050020901/up/data",
  payload: new Uint8Array(1000),
  format: "cbor",
  receivedAt: Date.now(),
});
const COUNT = 50;

/** Writes so many messages more. */
function add(store: Store): void {
  const first = store.nextNumber();
  store.commit((setNext) => {
    for (let number = first; number < first + COUNT; number++) store.messages.putSync(number, record);
    setNext(first + COUNT);
  }, COUNT * record.length);
}

/** Adds until there is no room, and gives what that ended in. */
function fillUp(store: Store): unknown {
  for (;;) {
    try {
      add(store);
    } catch (error) {
      return error;
    }
  }
}

test("a disk that is full is found before the database writes, and what was purged is room", async () => {
  const disk = mountSmallDisk(newFolder(), 8);
  undone.push(disk.remove);
  const store = openStore(join(disk.folder, "inbox"));
  undone.push(() => store.close());
  for (let round = 0; round < 40; round++) add(store);
  disk.fill();
  // Not LMDB's own failure, which has no system call.
  expect(fillUp(store)).toMatchObject({ code: "storage", cause: { code: "ENOSPC", syscall: "write" } });
  const before = store.nextNumber();
  for (let from = 0; ; ) {
    const { more, next } = store.commit(() => sweep(store, { below: before, from }));
    store.refresh();
    if (!more) break;
    from = next;
  }
  expect(store.messages.getCount()).toBe(0);
  add(store);
  add(store);
  expect(store.nextNumber()).toBe(before + 2 * COUNT);
  // What grew beyond the last page is no damage.
  await store.close();
  const again = openStore(join(disk.folder, "inbox"));
  undone.push(() => again.close());
  expect(again.messages.getCount()).toBe(2 * COUNT);
});
