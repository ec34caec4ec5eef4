import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { toBase64 } from "./base64.ts";
import { type Case, field } from "./case.ts";
import { noise } from "./noise.ts";

const at = Type.Integer({ minimum: 0 });

const message = defineMessage({
  name: "up/events",
  title: "Events",
  payload: Type.Object({
    events: Type.Array(
      Type.Union([
        Type.Object({ type: Type.Literal("door"), at, open: Type.Boolean() }),
        Type.Object({ type: Type.Literal("level"), at, level: Type.Number(), unit: Type.String() }),
        Type.Object({ type: Type.Literal("card"), at, uid: Bytes({ maxLength: 10 }) }),
        Type.Object({
          type: Type.Literal("error"),
          at,
          code: Type.Integer(),
          text: Type.Optional(Type.String()),
        }),
      ]),
    ),
    last: Type.Union([Type.Integer(), Type.String(), Type.Null()]),
  }),
});

type Events = MessageValue<typeof message>;

/** Objects that a literal tells apart, and a member of three kinds. */
export const unions: Case = field({
  name: "unions",
  about: "12 events of four kinds",
  message,
  value: {
    events: [0, 1, 2].flatMap((round) => [
      { type: "door" as const, at: 1_767_312_000 + round, open: round !== 1 },
      { type: "level" as const, at: 1_767_312_010 + round, level: 42.5 + round, unit: "cm" },
      { type: "card" as const, at: 1_767_312_020 + round, uid: noise(7, round) },
      {
        type: "error" as const,
        at: 1_767_312_030 + round,
        code: 5 - round,
        ...(round === 1 && { text: "no answer" }),
      },
    ]),
    last: "restart",
  },
  bytesToText(read: Events) {
    for (const event of read.events) if (event.type === "card") event.uid = toBase64(event.uid) as never;
    return read;
  },
});
