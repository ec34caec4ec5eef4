import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const common = {
  bn: Type.Optional(Type.String({ key: -2 })),
  bt: Type.Optional(Type.Number({ key: -3 })),
  n: Type.Optional(Type.String({ key: 0 })),
  u: Type.Optional(Type.String({ key: 1 })),
  t: Type.Optional(Type.Number({ key: 6 })),
};

/** A record has one value, and the member that holds it says of which type. */
const message = defineMessage({
  name: "up/senml",
  title: "SenML pack",
  payload: Type.Array(
    Type.Union([
      Type.Object({ ...common, v: Type.Number({ key: 2 }) }),
      Type.Object({ ...common, vs: Type.String({ key: 3 }) }),
      Type.Object({ ...common, vb: Type.Boolean({ key: 4 }) }),
    ]),
  ),
});

type Pack = MessageValue<typeof message>;

const value: Pack = [
  { bn: "urn:dev:ow:10e2073a0108006:", bt: 1_767_312_076.25, n: "voltage", u: "V", v: 120.1 },
  { n: "current", t: -5, v: 1.2 },
  { n: "current", t: -4, v: 1.3 },
  { n: "current", t: -3, v: 1.4 },
  { n: "current", t: -2, v: 1.5 },
  { n: "current", t: -1, v: 1.6 },
  { n: "current", v: 1.7 },
  { n: "temperature", u: "Cel", v: 23.25 },
  { n: "label", vs: "machine room" },
  { n: "open", vb: false },
];

const names = ["bn", "bt", "n", "u", "t", "v", "vs", "vb"] as const;
const keys: Record<string, number> = { bn: -2, bt: -3, n: 0, u: 1, t: 6, v: 2, vs: 3, vb: 4 };

/** Sensor measurement lists, RFC 8428: integer keys, optional members, three kinds of values. */
export const senml: Case = field({
  name: "senml",
  about: "SenML pack of ten records",
  message,
  value,
  wire: {
    toMap: (pack: Pack) =>
      pack.map((record) => {
        const map = new Map<number, unknown>();
        for (const name in record) map.set(keys[name] as number, record[name as keyof typeof record]);
        return map;
      }),
    fromObject: (read: Record<number, unknown>[]) =>
      read.map((record) => {
        const named: Record<string, unknown> = {};
        for (const name of names) {
          const member = record[keys[name] as number];
          if (member !== undefined) named[name] = member;
        }
        return named;
      }),
  },
});
