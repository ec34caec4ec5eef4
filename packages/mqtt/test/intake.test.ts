import { parseHostUri } from "@wirebook/mqtt";
import { expect, test } from "vitest";
import type { Connection } from "../src/session/connection.ts";
import { createHolding, type Holding } from "../src/session/holding.ts";
import { createIntake } from "../src/session/intake.ts";
import { createUnacknowledged } from "../src/session/unacknowledged.ts";
import { devEui, messages, upNote } from "./support/messages.ts";
import { startBackend, until } from "./support/scene.ts";
import { startSmallBroker } from "./support/small-broker.ts";

/** Bytes that a message is counted for beside its payload. */
const BESIDE = 500;

/** A connection whose messages wait until they are acknowledged, the oldest first. */
function makeConnection(holding: Holding, waiting: (() => void)[] = []) {
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
    holding,
  });
  holding.begin(connection);
  return {
    get reads() {
      return reads;
    },
    take: (size: number): void => {
      const payload = Buffer.alloc(size - BESIDE);
      const publish = { topicName: "a", payload, qos: 1, messageId: 1, dup: false, retain: false } as const;
      intake.take(publish, connection);
    },
    acknowledge: (): void => waiting.shift()?.(),
  };
}

test("sessions share one bound of bytes, and one that has few open is read whatever the others hold", () => {
  const unacknowledged = createUnacknowledged(10_000);
  const [one, other] = [1, 2].map(() => makeConnection(createHolding(unacknowledged, 2000))) as [
    ReturnType<typeof makeConnection>,
    ReturnType<typeof makeConnection>,
  ];
  for (let count = 0; count < 6; count++) one.take(1000);
  other.take(3000);
  expect([one.reads, other.reads]).toEqual([true, true]);
  other.take(1000);
  expect([one.reads, other.reads]).toEqual([true, false]);
  one.take(3000);
  expect([one.reads, other.reads]).toEqual([false, false]);
  // It has 1000 open now, and the other holds 9000.
  other.acknowledge();
  expect([one.reads, other.reads]).toEqual([false, true]);
  other.take(BESIDE);
  expect(other.reads).toBe(true);
  other.take(BESIDE);
  expect(other.reads).toBe(false);
  // Less than half: both go on.
  for (let count = 0; count < 7; count++) one.acknowledge();
  expect([one.reads, other.reads]).toEqual([true, true]);
});

test("what a connection of before has brought counts for the next one, which is read when it is acknowledged", () => {
  const holding = createHolding(createUnacknowledged());
  const waiting: (() => void)[] = [];
  const before = makeConnection(holding, waiting);
  for (let count = 0; count < 8192; count++) before.take(BESIDE);
  expect(before.reads).toBe(false);
  const next = makeConnection(holding, waiting);
  expect(next.reads).toBe(false);
  for (let count = 0; count < 4097; count++) next.acknowledge();
  expect(next.reads).toBe(true);
  for (let count = 0; count < 4097; count++) next.take(BESIDE);
  expect(next.reads).toBe(false);
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
