import { afterEach, expect, test, vi } from "vitest";
import type { LinkError } from "../src/error.ts";
import { createGroupCommit } from "../src/inbox/group-commit.ts";
import { undo, undoAll } from "./support/inbox-store.ts";

afterEach(undoAll);

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
