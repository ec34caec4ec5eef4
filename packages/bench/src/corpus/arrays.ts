import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { fromBase64, toBase64 } from "./base64.ts";
import { type Case, field } from "./case.ts";
import { noise } from "./noise.ts";

const series = Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }));

/** Samples of two bytes. */
export const integers: Case = field({
  name: "integers",
  about: "four arrays of 128 integers of two bytes",
  message: defineMessage({
    name: "up/samples",
    title: "Samples",
    payload: Type.Object({ a: series, b: series, c: series, d: series }),
  }),
  value: { a: samples(1), b: samples(2), c: samples(3), d: samples(4) },
});

function samples(seed: number): number[] {
  return Array.from(noise(128, seed), (byte, index) => 256 + byte * 200 + index);
}

/** Numbers that need all eight bytes, and such as four or two of them hold. */
export const floats: Case = field({
  name: "floats",
  about: "three arrays of 64 floats, one of each width",
  message: defineMessage({
    name: "up/spectrum",
    title: "Spectrum",
    payload: Type.Object({
      at: Type.Integer({ minimum: 0 }),
      wide: Type.Array(Type.Number()),
      single: Type.Array(Type.Number()),
      half: Type.Array(Type.Number()),
    }),
  }),
  value: {
    at: 1_767_312_000,
    wide: Array.from({ length: 64 }, (_, index) => Math.sin(index + 1) / 3),
    single: Array.from({ length: 64 }, (_, index) => Math.fround(Math.cos(index + 1) * 1000)),
    half: Array.from({ length: 64 }, (_, index) => index / 4 + 0.125),
  },
});

const frames = defineMessage({
  name: "up/frames",
  title: "Frames",
  payload: Type.Object({ channel: Type.Integer(), frames: Type.Array(Bytes({ maxLength: 64 })) }),
});

type Frames = MessageValue<typeof frames>;

/** Frames of a field bus. */
export const byteStrings: Case = field({
  name: "byte-strings",
  about: "40 byte strings of 8 to 20 bytes",
  message: frames,
  value: { channel: 3, frames: Array.from({ length: 40 }, (_, index) => noise(8 + (index % 13), index)) },
  bytesToText(read: Frames) {
    return { channel: read.channel, frames: read.frames.map(toBase64) };
  },
  textToBytes(json: Frames) {
    json.frames = json.frames.map(fromBase64);
    return json;
  },
  toJson: (value: Frames) => ({ channel: value.channel, frames: value.frames.map(toBase64) }),
});

const mac = Type.String({ pattern: "^[0-9a-f]{12}$" });

/** Beacons in sight. */
export const smallMaps: Case = field({
  name: "small-maps",
  about: "30 maps of three members",
  message: defineMessage({
    name: "up/scan",
    title: "Scan",
    payload: Type.Array(
      Type.Object({
        mac,
        rssi: Type.Integer({ minimum: -128, maximum: 20 }),
        count: Type.Integer({ minimum: 1 }),
      }),
    ),
  }),
  value: Array.from({ length: 30 }, (_, index) => ({
    mac: Buffer.from(noise(6, index)).toString("hex"),
    rssi: -50 - index,
    count: 1 + ((index * 5) % 40),
  })),
});
