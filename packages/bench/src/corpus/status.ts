import { defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { caseOf } from "./case.ts";
import { envelope } from "./envelope.ts";

const cause = Type.Integer({ minimum: 0, maximum: 255 });
const count = Type.Integer({ minimum: 0 });

/** The definition of the small message, to measure how long one takes to become a codec. */
export const statusDefinition = {
  name: "up/status",
  title: "Status",
  payload: envelope(
    "status",
    Type.Object({
      vbat: count,
      temperature: Type.Integer(),
      EMM: cause,
      ESM: cause,
      rsrp: count,
      rsrq: count,
      txCount: count,
      awakeTime: count,
      ci: Type.String(),
    }),
  ),
} as const;

const message = defineMessage(statusDefinition);

const value: MessageValue<typeof message> = {
  i: "70b3d5e050020901",
  n: 120,
  q: "status",
  d: {
    vbat: 3597,
    temperature: 198,
    EMM: 0,
    ESM: 17,
    rsrp: 47,
    rsrq: 22,
    txCount: 12,
    awakeTime: 5210,
    ci: "01a2d003",
  },
};

/** A small message: 115 bytes, closed, every member required. */
export const status = caseOf({
  name: "status",
  about: "state of a gateway",
  message,
  value,
  plain: true,
  bytesToText: (read) => read,
  textToBytes: (json) => json,
  toJson: (read) => read,
});
