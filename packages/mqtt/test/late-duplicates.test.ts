import { describe, expect, test } from "vitest";
import { devEui, tick, upNote, upTick } from "./support/messages.ts";
import { hello, openRaw, publishHead } from "./support/raw-client.ts";
import { type RawDevice, startRawDevice } from "./support/raw-device.ts";
import { type ReportingBackend, startReporting } from "./support/reporting.ts";
import { newFolder, until } from "./support/scene.ts";

/** Milliseconds, and what the window forgets after. */
const WINDOW = 20;
const forgotten = async (): Promise<void> => {
  const end = performance.now() + 3 * WINDOW;
  await until(() => performance.now() > end);
};
const topicName = `LOB/${devEui}/up/tick`;
const ticks = (from: number, to: number): Uint8Array[] =>
  Array.from({ length: to - from + 1 }, (_, index) =>
    upTick.encode({ i: devEui, ...tick(BigInt(from + index)) }),
  );
const numbers = (from: number, to: number): bigint[] =>
  Array.from({ length: to - from + 1 }, (_, index) => BigInt(from + index));

interface Scene {
  readonly backend: ReportingBackend;
  readonly handled: bigint[];
  /** Those of which the handler was told that they may be a repetition. */
  readonly marked: bigint[];
  readonly device: RawDevice;
}
async function startScene(path = newFolder(), seen?: Pick<Scene, "handled" | "marked">): Promise<Scene> {
  const { handled, marked } = seen ?? { handled: [], marked: [] };
  const backend = await startReporting({ path, duplicateWindow: WINDOW, attempts: 1 });
  backend.onUplink(upTick, ({ n }, { repeated }) => {
    handled.push(n);
    if (repeated) marked.push(n);
  });
  return { backend, handled, marked, device: await startRawDevice(backend.urls[0] as string) };
}
const irregular = ({ backend }: Scene) =>
  backend.events.filter(({ type }) => type === "gap" || type === "restart");

describe("what comes again after a cut that is longer than the window", () => {
  test("is left out where its client says that it was sent before", async () => {
    const scene = await startScene();
    const { backend, handled, device } = scene;
    device.publish(topicName, ticks(1, 20));
    await until(() => handled.length === 20);
    device.cut();
    await forgotten();
    const again = await startRawDevice(backend.urls[0] as string);
    again.publish(topicName, ticks(1, 20), { dup: true });
    again.publish(topicName, ticks(21, 21));
    await until(() => handled.includes(21n));
    expect(handled).toEqual(numbers(1, 21));
    expect([backend.typesOf("duplicate").length, irregular(scene)]).toEqual([20, []]);
  });

  test("also at QoS 2, where the broker knows the Packet Identifier no more", async () => {
    const { backend, handled } = await startScene();
    const [payload = new Uint8Array()] = ticks(1, 1);
    for (const dup of [false, true]) {
      const client = openRaw(backend.urls[0]);
      const head = publishHead(topicName, payload.length, { qos: 2, messageId: 7, dup });
      await client.write(hello(devEui), head, Buffer.from(payload));
      await client.says("pubrec");
      client.socket.destroy();
      await forgotten();
    }
    expect(handled).toEqual([1n]);
    expect(backend.typesOf("duplicate")).toHaveLength(1);
  });

  test("also by a backend that was started since, after others' messages", async () => {
    const path = newFolder();
    const first = await startScene(path);
    first.device.publish(topicName, ticks(1, 20));
    await until(() => first.handled.length === 20);
    await first.backend.close();
    const second = await startScene(path, first);
    const other = await startRawDevice(second.backend.urls[0] as string, "70b3d5e050020902");
    for (let round = 0; round < 3; round++) {
      other.publish("LOB/70b3d5e050020902/up/bare", [new Uint8Array([round])]);
      await other.settled();
      await forgotten();
    }
    second.device.publish(topicName, ticks(1, 20), { dup: true });
    second.device.publish(topicName, ticks(21, 21));
    await until(() => second.handled.includes(21n));
    expect(second.handled).toEqual(numbers(1, 21));
    expect(irregular(second)).toEqual([]);
  });

  test("is handled and marked where nobody says so, and is no restart", async () => {
    const scene = await startScene();
    const { handled, marked, device } = scene;
    device.publish(topicName, ticks(1, 20));
    await until(() => handled.length === 20);
    await forgotten();
    device.publish(topicName, ticks(1, 21));
    await until(() => handled.length === 41);
    expect(marked).toEqual(numbers(1, 20));
    expect(irregular(scene)).toEqual([]);
  });

  test("is left out where nobody says so, if its device cannot have counted anew", async () => {
    const scene = await startScene();
    const { backend, handled, device } = scene;
    device.publish(topicName, ticks(1, 20));
    await until(() => handled.length === 20);
    await forgotten();
    device.publish(topicName, ticks(15, 21));
    await until(() => handled.includes(21n));
    expect(handled).toEqual(numbers(1, 21));
    expect([backend.typesOf("duplicate").length, irregular(scene)]).toEqual([6, []]);
  });

  test("is left out where it has the same Packet Identifier, and its client does not begin with 1", async () => {
    const scene = await startScene();
    const { backend, handled, device } = scene;
    device.publish(topicName, ticks(1, 20), { packetId: 40_000 });
    await until(() => handled.length === 20);
    device.cut();
    await forgotten();
    const again = await startRawDevice(backend.urls[0] as string);
    again.publish(topicName, ticks(1, 20), { packetId: 40_000 });
    again.publish(topicName, ticks(21, 21), { packetId: 40_020 });
    await until(() => handled.includes(21n));
    expect(handled).toEqual(numbers(1, 21));
    expect([backend.typesOf("duplicate").length, irregular(scene)]).toEqual([20, []]);
  });

  test("is left out while the first is a dead letter", async () => {
    const { backend, device } = await startScene();
    const note = [upNote.encode({ i: devEui, n: 1n, q: "note", d: { note: "no handler" } })];
    device.publish(`LOB/${devEui}/up/note`, note);
    await until(() => backend.typesOf("dead-letter").length === 1);
    await forgotten();
    device.publish(`LOB/${devEui}/up/note`, note, { dup: true });
    await until(() => backend.typesOf("duplicate").length === 1);
    expect(backend.typesOf("dead-letter")).toHaveLength(1);
  });

  test("is new where it was sent before but never came", async () => {
    const { backend, handled, marked, device } = await startScene();
    device.publish(topicName, ticks(1, 5));
    await until(() => handled.length === 5);
    await forgotten();
    device.publish(topicName, ticks(3, 8), { dup: true });
    await until(() => handled.length === 8);
    expect([handled, marked]).toEqual([numbers(1, 8), []]);
    expect(backend.typesOf("duplicate")).toHaveLength(3);
  });
});

describe("a device that counts anew with the same bytes as before", () => {
  test("is heard each time: its first message is handled, and the restart is told with the next", async () => {
    const scene = await startScene();
    const { backend, handled, device } = scene;
    for (let boot = 0; boot < 3; boot++) {
      device.publish(topicName, ticks(1, 1));
      await until(() => handled.filter((n) => n === 1n).length === boot + 1);
      // What it measures is another thing each time.
      const value = { i: devEui, n: 2n, q: "note" as const, d: { note: `boot ${boot}` } };
      device.publish(`LOB/${devEui}/up/note`, [upNote.encode(value)]);
      await until(() => backend.typesOf("dead-letter").length === boot + 1);
      device.publish(topicName, ticks(3 + boot, 3 + boot));
      await until(() => handled.length === 2 * (boot + 1));
      await forgotten();
    }
    expect(handled).toEqual([1n, 3n, 1n, 4n, 1n, 5n]);
    expect(backend.typesOf("duplicate")).toEqual([]);
  });

  test("is heard though all that it sends is the same, also by a backend that is started meanwhile", async () => {
    const path = newFolder();
    const first = await startScene(path);
    first.device.publish(topicName, ticks(1, 10));
    await until(() => first.handled.length === 10);
    await forgotten();
    first.device.publish(topicName, ticks(1, 4));
    await until(() => first.handled.length === 14);
    await first.backend.close();
    await forgotten();
    const second = await startScene(path, first);
    second.device.publish(topicName, ticks(5, 12));
    await until(() => second.handled.length === 22);
    expect(second.handled).toEqual([...numbers(1, 10), ...numbers(1, 12)]);
    expect([first, second].flatMap(({ backend }) => backend.typesOf("duplicate"))).toEqual([]);
  });

  test("is not silenced by a clock that is set back", async () => {
    const { backend, handled, device } = await startScene();
    device.publish(topicName, ticks(1, 3));
    await until(() => handled.length === 3);
    const now = Date.now;
    Date.now = () => now() - 3_600_000;
    try {
      await forgotten();
      device.publish(topicName, ticks(1, 1));
      await until(() => handled.length === 4 || backend.typesOf("duplicate").length > 0);
      expect(handled).toEqual([1n, 2n, 3n, 1n]);
    } finally {
      Date.now = now;
    }
  });
});
