import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const message = defineMessage({
  name: "up/registers",
  title: "Registers",
  payload: Type.Object({
    slave: Type.Integer({ minimum: 1, maximum: 247 }),
    named: Type.Record(Type.String(), Type.Number()),
    labels: Type.Record(Type.String(), Type.String()),
  }),
});

/** Maps whose keys are data. */
export const records: Case = field({
  name: "records",
  about: "records of numbers and of texts",
  message,
  value: {
    slave: 17,
    named: Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`register ${index}`, 100 + index * 2.5]),
    ),
    labels: { site: "north", line: "2", owner: "water works", contract: "C-4711" },
  },
});

const channels = defineMessage({
  name: "up/channels",
  title: "Channels",
  payload: Type.Object({
    channels: Type.Record(Type.Integer(), Type.Object({ value: Type.Number(), ok: Type.Boolean() })),
  }),
});

type Channels = MessageValue<typeof channels>;

/** The same with numbers as keys. */
export const integerRecords: Case = field({
  name: "integer-records",
  about: "record of objects by channel number",
  message: channels,
  value: {
    channels: Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [index * 3, { value: 20 + index / 8, ok: index !== 5 }]),
    ),
  },
  wire: {
    toMap: (value: Channels) => ({
      channels: new Map(Object.entries(value.channels).map(([key, channel]) => [Number(key), channel])),
    }),
    fromObject: (read) => read,
  },
});
