import { defineMessage, type MessageValue, Open, Type } from "@wirebook/codec";
import { caseOf } from "./case.ts";
import { envelope } from "./envelope.ts";

const count = Type.Optional(Type.Integer({ minimum: 0 }));
const text = Type.Optional(Type.String());

const message = defineMessage({
  name: "up/status",
  title: "Open status",
  payload: envelope(
    "status",
    Open({
      vbat: count,
      temperature: Type.Optional(Type.Integer()),
      EMM: count,
      ESM: count,
      rsrp: count,
      rsrq: count,
      txCount: count,
      awakeTime: count,
      sleepTime: count,
      ci: text,
      app: text,
    }),
  ),
});

const value: MessageValue<typeof message> = {
  i: "70b3d5e050020903",
  n: 4,
  q: "status",
  d: {
    vbat: 4950,
    temperature: -35,
    rsrp: 47,
    rsrq: 22,
    awakeTime: 5210,
    ci: "01a2d003",
    somethingLater: [1, 2, 3],
    level: 1.5,
    place: "roof, north",
    flags: { door: false, mains: true },
  },
};

/** A message with members that its schema does not name. */
export const open = caseOf({
  name: "open",
  about: "status with undeclared members",
  message,
  value,
  plain: false,
  bytesToText: (read) => read,
  textToBytes: (json) => json,
  toJson: (read) => read,
});
