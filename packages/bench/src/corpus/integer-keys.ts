import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { caseOf } from "./case.ts";

const message = defineMessage({
  name: "up/level",
  title: "Level, with integer keys",
  payload: Type.Object({
    number: Type.Integer({ minimum: 0, key: 1 }),
    time: Type.Integer({ minimum: 0, key: 2 }),
    level: Type.Number({ minimum: 0, maximum: 100, key: 3 }),
    temperature: Type.Number({ minimum: -40, maximum: 85, key: 4 }),
    alarm: Type.Boolean({ key: 5 }),
    place: Type.String({ key: 6 }),
  }),
});

type Level = MessageValue<typeof message>;

const value: Level = {
  number: 311,
  time: 1_767_312_000,
  level: 42.25,
  temperature: -3.5,
  alarm: false,
  place: "tank 3",
};

/** A message whose keys are integers on the wire. */
export const integerKeys = caseOf<Level>({
  name: "integer-keys",
  about: "level, keys 1 to 6",
  message,
  value,
  plain: true,
  bytesToText: (read) => read,
  textToBytes: (json) => json,
  toJson: (read) => read,
  wire: {
    toMap: ({ number, time, level, temperature, alarm, place }) =>
      new Map<number, unknown>([
        [1, number],
        [2, time],
        [3, level],
        [4, temperature],
        [5, alarm],
        [6, place],
      ]),
    fromMap: (map: Map<number, unknown>) => ({
      number: map.get(1),
      time: map.get(2),
      level: map.get(3),
      temperature: map.get(4),
      alarm: map.get(5),
      place: map.get(6),
    }),
    fromObject: (object: Record<number, unknown>) => ({
      number: object[1],
      time: object[2],
      level: object[3],
      temperature: object[4],
      alarm: object[5],
      place: object[6],
    }),
  },
});
