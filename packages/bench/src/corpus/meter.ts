import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { toBase64 } from "./base64.ts";
import { type Case, field } from "./case.ts";
import { noise } from "./noise.ts";

const count = Type.Integer({ minimum: 0 });

const profile = defineMessage({
  name: "up/profile",
  title: "Load curve",
  payload: Type.Object({
    meter: Type.String({ pattern: "^1[A-Z]{3}[0-9]{10}$" }),
    obis: Type.String(),
    unit: Type.Union([Type.Literal("Wh"), Type.Literal("varh"), Type.Literal("W")]),
    start: count,
    interval: Type.Union([Type.Literal(900), Type.Literal(1800), Type.Literal(3600)]),
    scale: Type.Integer({ minimum: -6, maximum: 6 }),
    values: Type.Array(count, { maxItems: 96 }),
    status: Type.Array(Type.Object({ at: count, code: Type.Integer({ minimum: 0, maximum: 255 }) })),
  }),
});

/** A day of quarter hours. */
export const loadCurve: Case = field({
  name: "load-curve",
  about: "load curve of 96 quarter hours",
  message: profile,
  value: {
    meter: "1EMH0011223344",
    obis: "1-0:1.8.0*255",
    unit: "Wh",
    start: 1_767_312_000,
    interval: 900,
    scale: -1,
    values: Array.from(
      { length: 96 },
      (_, index) => Math.round(2600 + 2400 * Math.sin(index / 9)) + (index % 7),
    ),
    status: [
      { at: 17, code: 0 },
      { at: 61, code: 130 },
    ],
  },
});

const readingsMessage = defineMessage({
  name: "up/readings",
  title: "Readings",
  payload: Type.Object({
    readings: Type.Array(
      Type.Object({ register: Type.String(), value: Type.Number(), unit: Type.String(), at: count }),
    ),
    signature: Bytes({ length: 64 }),
  }),
});

type Readings = MessageValue<typeof readingsMessage>;
const units = ["kWh", "m3", "Cel", "kvarh"];

/** Registers of a meter with their signature. */
export const readings: Case = field({
  name: "readings",
  about: "24 readings of text, float, text, integer, and 64 bytes",
  message: readingsMessage,
  value: {
    readings: Array.from({ length: 24 }, (_, index) => ({
      register: `1-0:${index}.8.0*255`,
      value: 1234.5 + index * 17.37,
      unit: units[index % units.length] as string,
      at: 1_767_312_000 + index * 900,
    })),
    signature: noise(64, 8),
  },
  bytesToText(read: Readings) {
    read.signature = toBase64(read.signature) as never;
    return read;
  },
});
