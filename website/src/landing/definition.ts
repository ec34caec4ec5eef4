import { defineMessage, Type } from "@wirebook/codec";

// shown
export const upLevel = defineMessage({
  name: "up/level",
  title: "Level of a tank",
  payload: Type.Object({
    level: Type.Number({
      unit: "m",
      minimum: 0,
    }),
  }),
});
