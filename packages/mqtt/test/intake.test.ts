import { parseHostUri } from "@wirebook/mqtt";
import { expect, test } from "vitest";
import type { Connection } from "../src/session/connection.ts";
import { createIntake } from "../src/session/intake.ts";
import { createUnacknowledged, type Unacknowledged } from "../src/session/unacknowledged.ts";
import { devEui, messages, upNote } from "./support/messages.ts";
import { startBackend, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

/** A connection whose messages wait until they are acknowledged, the oldest first. */
function makeConnection(unacknowledged: Unacknowledged) {
  const waiting: (() => void)[] = [];
  let reads = true;
  const connection = {
    pause: () => {
      reads = false;
    },
    resume: () => {
      reads = true;
    },
    acknowledge: () => {},
  } as unknown as Connection;
  const intake = createIntake(parseHostUri("mqtt://broker.example"), {
    onDelivery: (_, acknowledge) => void waiting.push(acknowledge),
    onLongDelivery: () => {},
    maxPacket: 2 ** 20,
    unacknowledged,
  });
  return {
    get reads() {
      return reads;
    },
    take: (size: number): void => {
      const payload = Buffer.alloc(size);
      const publish = { topicName: "a", payload, qos: 1, messageId: 1, dup: false, retain: false } as const;
      intake.take(publish, connection);
    },
    acknowledge: (): void => waiting.shift()?.(),
  };
}

test("connections share one bound of bytes, and one that has none open is read whatever the others hold", () => {
  const unacknowledged = createUnacknowledged(1000);
  const [one, other] = [makeConnection(unacknowledged), makeConnection(unacknowledged)];
  for (let count = 0; count < 6; count++) one.take(100);
  other.take(300);
  expect([one.reads, other.reads]).toEqual([true, true]);
  other.take(100);
  expect([one.reads, other.reads]).toEqual([true, false]);
  one.take(300);
  expect([one.reads, other.reads]).toEqual([false, false]);
  // It has none open now, and the other holds 900.
  other.acknowledge();
  other.acknowledge();
  expect([one.reads, other.reads]).toEqual([false, true]);
  other.take(100);
  expect(other.reads).toBe(false);
  // Less than half: both go on.
  for (let count = 0; count < 6; count++) one.acknowledge();
  expect([one.reads, other.reads]).toEqual([true, true]);
});

test("a backend at several hosts reads 32 MiB that nobody has acknowledged, of all of them together", async () => {
  const brokers = [await startSmallBroker(), await startSmallBroker(), await startSmallBroker()];
  const backend = await startBackend({ hosts: brokers.map(({ url }) => url), messages, inbox: false });
  let begun = 0;
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  backend.onUplink(upNote, async () => {
    begun++;
    await gate;
  });
  const eui = (index: number) => `${devEui.slice(0, -4)}${String(index).padStart(4, "0")}`;
  await until(() => brokers.every((one) => one.listens(`LOB/${eui(0)}/up/note`)));
  const size = 2 ** 20 - 100;
  const send = (broker: (typeof brokers)[number], from: number, count: number): void => {
    for (let index = from; index < from + count; index++) {
      const value = { i: eui(index), n: 1n, q: "note" as const, d: { note: "a".repeat(size) } };
      broker.deliver(`LOB/${eui(index)}/up/note`, upNote.encode(value));
    }
  };
  for (const [index, broker] of brokers.entries()) {
    send(broker, index * 100, 30);
    await until(() => begun >= (index === 0 ? 30 : 32));
  }
  // A message of each host beside: far from three times as much.
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(begun).toBeLessThan(40);
  release();
  await until(() => begun === 90);
});
