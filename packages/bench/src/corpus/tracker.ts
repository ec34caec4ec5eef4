import { defineMessage, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const count = Type.Integer({ minimum: 0 });

const position = defineMessage({
  name: "up/position",
  title: "Position",
  payload: Type.Object({
    imei: Type.String({ pattern: "^[0-9]{15}$" }),
    time: count,
    fix: Type.Object({
      lat: Type.Number({ minimum: -90, maximum: 90 }),
      lon: Type.Number({ minimum: -180, maximum: 180 }),
      alt: Type.Number(),
      speed: Type.Number({ minimum: 0 }),
      course: Type.Number({ minimum: 0, maximum: 360 }),
      sats: count,
      hdop: Type.Number({ minimum: 0 }),
    }),
    motion: Type.Object({ x: Type.Number(), y: Type.Number(), z: Type.Number(), moving: Type.Boolean() }),
    power: Type.Object({ battery: count, external: count, charging: Type.Boolean() }),
    radio: Type.Object({ mcc: count, mnc: count, lac: count, cell: count, rssi: Type.Integer() }),
  }),
});

/** Floats and integers in four nested maps. */
export const tracker: Case = field({
  name: "tracker",
  about: "20 members in four nested maps",
  message: position,
  value: {
    imei: "352656100012345",
    time: 1_767_312_000,
    fix: { lat: 48.137154, lon: 11.576124, alt: 519.5, speed: 13.89, course: 271.3, sats: 9, hdop: 0.9 },
    motion: { x: 0.012, y: -0.981, z: 0.05, moving: true },
    power: { battery: 3987, external: 12_400, charging: true },
    radio: { mcc: 262, mnc: 1, lac: 21_017, cell: 27_447_297, rssi: -83 },
  },
});

const optional = Type.Optional(Type.Number());

const points = defineMessage({
  name: "up/track",
  title: "Track",
  payload: Type.Object({
    device: Type.String(),
    points: Type.Array(
      Type.Object({
        t: count,
        lat: Type.Number(),
        lon: Type.Number(),
        alt: optional,
        speed: optional,
        course: optional,
        event: Type.Optional(Type.String()),
      }),
    ),
  }),
});

/** Objects of which each has others of the optional members. */
export const track: Case = field({
  name: "track",
  about: "13 objects with optional members and float64",
  message: points,
  value: {
    device: "tracker-0042",
    points: Array.from({ length: 13 }, (_, index) => ({
      t: 1_767_312_000 + 30 * index,
      lat: 48.137154 + index * 0.00113,
      lon: 11.576124 - index * 0.00071,
      ...(index % 2 === 0 && { alt: 519.3 + index / 10 }),
      ...(index % 3 !== 0 && { speed: 13.89 - index / 7 }),
      ...(index % 4 === 1 && { course: 271.3 }),
      ...(index === 7 && { event: "ignition" }),
    })),
  },
});
