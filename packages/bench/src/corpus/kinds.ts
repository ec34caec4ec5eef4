import {
  ArrayStruct,
  BigInteger,
  Bits,
  defineMessage,
  Enum,
  type MessageValue,
  Scaled,
  Timestamp,
  Type,
  TypedArray,
  Uint64,
  Uuid,
} from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const pumpMessage = defineMessage({
  name: "up/pump",
  title: "State of a pump",
  payload: Type.Object({
    id: Uuid(),
    at: Timestamp({ tag: true }),
    started: Timestamp(),
    state: Enum({ idle: 0, running: 1, failed: 2 }),
    pressure: Scaled({ factor: 0.01, minimum: 0 }),
    flow: Scaled({ factor: 0.1 }),
    flags: Bits({ alarm: 0, mode: [1, 3], remote: 4 }),
  }),
});

type Pump = MessageValue<typeof pumpMessage>;
const states = ["idle", "running", "failed"];

/** A time as the JSON form has it: without a fraction of zeros. */
const iso = (date: Date) => date.toISOString().replace(".000Z", "Z");

/** Content that means something: what a backend turns by hand. */
export const pump: Case = field({
  name: "pump",
  about: "Uuid, Timestamp, Enum, Scaled, Bits",
  message: pumpMessage,
  value: {
    id: "0192d8f4-7c3a-7bb2-9a41-3f5e8c7d1b20",
    at: new Date("2026-11-27T20:51:33Z"),
    started: new Date("2026-11-27T06:00:00Z"),
    state: "running",
    pressure: 19.99,
    flow: 312.4,
    flags: { alarm: false, mode: 5, remote: true },
  },
  bytesToText: (read: Pump) => ({ ...read, at: iso(read.at), started: iso(read.started) }),
  wire: {
    toMap: ({ id, at, started, state, pressure, flow, flags }: Pump) => ({
      id: Buffer.from(id.replaceAll("-", ""), "hex"),
      at,
      started: started.getTime() / 1000,
      state: states.indexOf(state),
      pressure: Math.round(pressure * 100),
      flow: Math.round(flow * 10),
      flags: Number(flags.alarm) | (flags.mode << 1) | (Number(flags.remote) << 4),
    }),
    fromObject({ id, at, started, state, pressure, flow, flags }: PumpWire) {
      const hex = Buffer.from(id.buffer, id.byteOffset, id.length).toString("hex");
      return {
        id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`,
        at,
        started: new Date(started * 1000),
        state: states[state],
        pressure: pressure / 100,
        flow: flow / 10,
        flags: { alarm: (flags & 1) === 1, mode: (flags >> 1) & 7, remote: (flags & 16) === 16 },
      };
    },
  },
});

interface PumpWire {
  readonly id: Uint8Array;
  readonly at: Date;
  readonly started: number;
  readonly state: number;
  readonly pressure: number;
  readonly flow: number;
  readonly flags: number;
}

const waveMessage = defineMessage({
  name: "up/wave",
  title: "Waveform",
  payload: Type.Object({
    rate: Type.Integer(),
    samples: TypedArray("int16"),
    spectrum: TypedArray("float32"),
  }),
});

type Wave = MessageValue<typeof waveMessage>;

/** Numbers packed into byte strings, RFC 8746. */
export const typedArrays: Case = field({
  name: "typed-arrays",
  about: "100 int16 and 40 float32",
  message: waveMessage,
  value: {
    rate: 8000,
    samples: Int16Array.from({ length: 100 }, (_, index) => Math.round(12_000 * Math.sin(index / 4))),
    spectrum: Float32Array.from({ length: 40 }, (_, index) => index / 8),
  },
  bytesToText: ({ rate, samples, spectrum }: Wave) => ({
    rate,
    samples: Array.from(samples),
    spectrum: Array.from(spectrum),
  }),
});

const countersMessage = defineMessage({
  name: "up/counters",
  title: "Counters",
  payload: Type.Object({ n: Uint64(), energy: Uint64(), serial: BigInteger(), total: BigInteger() }),
});

type Counters = MessageValue<typeof countersMessage>;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const exact = (given: bigint) => (given <= SAFE && given >= -SAFE ? Number(given) : String(given));

/** Integers that no number holds, beside some that one does. */
export const bigIntegers: Case = field({
  name: "big-integers",
  about: "Uint64 and BigInteger",
  message: countersMessage,
  value: { n: 4711n, energy: 2n ** 60n + 7n, serial: 2n ** 63n + 11n, total: -(2n ** 40n) },
  bytesToText: ({ n, energy, serial, total }: Counters) => ({
    n: exact(n),
    energy: exact(energy),
    serial: exact(serial),
    total: exact(total),
  }),
  wire: {
    toMap: (value: Counters) => value,
    fromObject: ({ n, energy, serial, total }: Record<keyof Counters, number | bigint>) => ({
      n: BigInt(n),
      energy: BigInt(energy),
      serial: BigInt(serial),
      total: BigInt(total),
    }),
  },
});

const compactMessage = defineMessage({
  name: "up/compact",
  title: "Climate",
  payload: Type.Object({
    room: Type.String(),
    items: Type.Array(
      ArrayStruct({
        at: Type.Integer({ minimum: 0 }),
        temperature: Type.Number(),
        humidity: Type.Integer({ minimum: 0, maximum: 100 }),
        co2: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
    ),
  }),
});

type Compact = MessageValue<typeof compactMessage>;

/** Records that are arrays on the wire. */
export const arrayStructs: Case = field({
  name: "array-structs",
  about: "16 arrays that are records",
  message: compactMessage,
  value: {
    room: "2.14",
    items: Array.from({ length: 16 }, (_, index) => ({
      at: 1_767_312_000 + index * 60,
      temperature: 20 + index / 8,
      humidity: 40 + index,
      ...(index % 2 === 0 && { co2: 420 + index }),
    })),
  },
  wire: {
    toMap: ({ room, items }: Compact) => ({
      room,
      items: items.map(({ at, temperature, humidity, co2 }) =>
        co2 === undefined ? [at, temperature, humidity] : [at, temperature, humidity, co2],
      ),
    }),
    fromObject: ({ room, items }: { room: string; items: number[][] }) => ({
      room,
      items: items.map(([at, temperature, humidity, co2]) =>
        co2 === undefined ? { at, temperature, humidity } : { at, temperature, humidity, co2 },
      ),
    }),
  },
});

/** A tree of places. */
export const recursive: Case = field({
  name: "recursive",
  about: "tree of 13 nodes, by recursion",
  message: defineMessage({
    name: "up/tree",
    title: "Mesh",
    payload: Type.Cyclic(
      {
        Node: Type.Object({
          id: Type.Integer(),
          rssi: Type.Integer(),
          children: Type.Array(Type.Ref("Node")),
        }),
      },
      "Node",
    ),
  }),
  value: {
    id: 0,
    rssi: 0,
    children: [1, 2, 3].map((id) => ({
      id,
      rssi: -50 - id,
      children: [1, 2, 3].map((below) => ({ id: id * 10 + below, rssi: -70 - below, children: [] })),
    })),
  },
});
