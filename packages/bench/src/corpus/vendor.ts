import { defineMessage, Open, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

/** A device that says more than its book. */
export const vendor: Case = field({
  name: "vendor",
  about: "open maps with ten unknown members",
  message: defineMessage({
    name: "up/vendor",
    title: "Vendor data",
    payload: Open({
      id: Type.String(),
      sensors: Type.Array(Open({ name: Type.String(), value: Type.Number() })),
      uptime: Type.Integer({ minimum: 0 }),
    }),
  }),
  value: {
    id: "plc-7",
    sensors: [
      { name: "inlet", value: 12.5, quality: "good", raw: 3117 },
      { name: "outlet", value: 11.75, quality: "poor", raw: 2981, since: 1_767_312_000 },
    ],
    uptime: 86_413,
    x_build: "2026-01-07",
    x_flags: { mains: true, door: false },
    x_history: [1, 2, 3, 5, 8],
    x_gain: 0.1,
  },
});
