import { generate, type Packet, parser } from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { createFraming } from "../src/packets/framing.ts";

type Seen = Record<string, unknown>;

const publish = (
  topic: string,
  qos: 0 | 1 | 2,
  bytes: number,
  flags: { dup?: boolean; retain?: boolean } = {},
) =>
  generate({
    cmd: "publish",
    topic,
    qos,
    payload: Buffer.alloc(bytes, 0x2e),
    dup: flags.dup ?? false,
    retain: flags.retain ?? false,
    ...(qos === 0 ? {} : { messageId: 0xabcd }),
  });

const seenOf = (packet: Packet): Seen => {
  if (packet.cmd !== "publish") return { cmd: packet.cmd };
  const { topic, qos, dup, retain, messageId, payload } = packet;
  return { topicName: topic, qos, dup, retain, messageId, payload: Buffer.from(payload).toString("hex") };
};

/** What comes out of chunks: of the parser alone, or of the framing with the parser behind it. */
function read(chunks: readonly Buffer[], framed: boolean): { seen: Seen[]; whole: number; faults: number } {
  const seen: Seen[] = [];
  let [whole, faults] = [0, 0];
  const reader = parser({ protocolVersion: 4 });
  reader.on("packet", (packet: Packet) => seen.push(seenOf(packet)));
  reader.on("error", () => faults++);
  const framing = createFraming({
    admit: () => "pass",
    onBytes: (bytes) => void reader.parse(bytes),
    onPublish: (packet) => {
      whole++;
      seen.push({ ...packet, payload: Buffer.from(packet.payload).toString("hex") });
    },
    onLong: () => {},
    onFault: () => faults++,
  });
  for (const chunk of chunks) framed ? framing.take(chunk) : reader.parse(chunk);
  return { seen, whole, faults };
}

const cut = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  );

describe("a PUBLISH is taken apart where it comes in one chunk", () => {
  const packets = [
    publish("LOB/70b3d5e050000001/up/tick", 1, 60),
    generate({ cmd: "pingresp" }),
    publish("Wärme/70b3d5e050000001/up/tick", 2, 0, { dup: true }),
    publish("a", 0, 200, { retain: true }),
    generate({ cmd: "puback", messageId: 7 }),
    generate({ cmd: "pubrel", messageId: 8 }),
    publish("LOB/70b3d5e050000002/up/tick", 1, 1),
  ];
  const bytes = Buffer.concat([...packets, ...packets]);
  const expected = read([bytes], false).seen;

  test.each([1, 2, 3, 7, 33, 64, 100, 250, 10_000])(
    "as the parser does, in order, by chunks of %i bytes",
    (size) => {
      expect(read(cut(bytes, size), true)).toMatchObject({ seen: expected, faults: 0 });
    },
  );

  test("without the parser", () => {
    expect(read([bytes], true).whole).toBe(8);
  });

  test.each([
    ["a topic name beyond its packet", [0x30, 4, 0, 9, 0x61, 0x62]],
    ["both bits of its quality of service", [0x36, 5, 0, 1, 0x61, 0, 1]],
    ["an empty topic name", [0x30, 2, 0, 0]],
    ["a topic name that is no UTF-8", [0x30, 4, 0, 2, 0xc3, 0x28]],
    ["U+0000 in its topic name", [0x30, 4, 0, 2, 0x61, 0]],
    ["less than the length of its topic name", [0x30, 1, 0]],
    ["no room for its packet identifier", [0x32, 3, 0, 1, 0x61]],
    ["room for half of its packet identifier", [0x34, 4, 0, 1, 0x61, 0]],
  ])("but not with %s", (_, wrong) => {
    const { seen, whole, faults } = read([Buffer.from([...wrong, ...Array(8).fill(0x61)])], true);
    expect(seen).toEqual([]);
    expect({ whole, failed: faults > 0 }).toEqual({ whole: 0, failed: true });
  });

  test.each([1, 2, 3, 4, 5])("whose packet identifier has no room, by chunks of %i bytes", (size) => {
    const faults: string[] = [];
    const passed: Buffer[] = [];
    const framing = createFraming({
      admit: () => "pass",
      onBytes: (bytes) => void passed.push(bytes),
      onLong: () => {},
      onFault: (expected) => void faults.push(expected),
    });
    const reader = parser({ protocolVersion: 4 });
    reader.on("packet", () => expect.unreachable());
    for (const chunk of cut(Buffer.of(0x32, 3, 0, 1, 0x61), size)) framing.take(chunk);
    expect(faults).toEqual([expect.stringContaining("a packet identifier, within its packet")]);
    for (const bytes of passed) reader.parse(bytes);
  });
});
