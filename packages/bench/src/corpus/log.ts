import { defineMessage, Type } from "@wirebook/codec";
import { type Case, field } from "./case.ts";

const message = defineMessage({
  name: "up/log",
  title: "Log",
  payload: Type.Object({
    boot: Type.Integer({ minimum: 0 }),
    lines: Type.Array(
      Type.Object({
        at: Type.Integer({ minimum: 0 }),
        level: Type.Union([Type.Literal("info"), Type.Literal("warn"), Type.Literal("error")]),
        text: Type.String({ maxLength: 4096 }),
      }),
    ),
  }),
});

const line =
  "mqtt: connection to broker.example.net lost after 7213 s, reason 0x88 (server unavailable), retry in 32 s; ";

/** So many characters of a log. */
const text = (length: number) => line.repeat(Math.ceil(length / line.length)).slice(0, length);

const levels = ["info", "warn", "error"] as const;

/** Lines as a device writes them: 60 to 160 bytes. */
export const log: Case = field({
  name: "log",
  about: "log of 20 short lines",
  message,
  value: {
    boot: 12,
    lines: Array.from({ length: 20 }, (_, index) => ({
      at: 1_767_312_000 + index * 13,
      level: levels[index % 3] as (typeof levels)[number],
      text: text(60 + index * 5),
    })),
  },
});

/** Traces of 300 bytes to 3 KiB. */
export const traces: Case = field({
  name: "traces",
  about: "log with long ASCII texts",
  message,
  value: {
    boot: 13,
    lines: [300, 700, 1500, 3072].map((length, index) => ({
      at: 1_767_312_000 + index,
      level: "error" as const,
      text: text(length),
    })),
  },
});
