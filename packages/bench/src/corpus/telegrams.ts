import { Bytes, defineMessage, type MessageValue, Type } from "@wirebook/codec";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Case } from "./case.ts";
import { envelope } from "./envelope.ts";

const TELEGRAM_BYTES = 58;

/** The definition of a batch of telegrams. */
export const batchDefinition = {
  name: "up/data",
  title: "Telegrams",
  payload: envelope(
    "data",
    Type.Object({
      batch: Type.Array(
        Type.Object({
          timestamp: Type.Integer({ minimum: 0 }),
          mode: Type.Union([
            Type.Literal("C"),
            Type.Literal("T"),
            Type.Literal("S"),
            Type.Literal("X"),
            Type.Literal("U"),
          ]),
          rssi: Type.Integer(),
          telegram: Bytes(),
        }),
      ),
    }),
  ),
} as const;

const message = defineMessage(batchDefinition);

/** A batch of so many telegrams of wM-Bus meters. */
export function batchOf(name: string, count: number): Case<MessageValue<typeof message>> {
  const telegrams = Array.from({ length: count }, (_, index) => ({
    timestamp: 1_767_312_000 + 7 * index,
    mode: index % 3 === 0 ? ("T" as const) : ("C" as const),
    rssi: -60 - ((index * 7) % 41),
    telegram: noise(index),
  }));
  const value: MessageValue<typeof message> = {
    i: "70b3d5e050020901",
    n: 18,
    q: "data",
    d: { batch: telegrams },
  };
  return {
    name,
    about: `${count} telegrams`,
    message,
    value,
    plain: true,
    bytesToText(read) {
      for (const entry of read.d.batch) entry.telegram = toBase64(entry.telegram) as never;
      return read;
    },
    textToBytes(json) {
      for (const entry of json.d.batch) entry.telegram = fromBase64(entry.telegram);
      return json;
    },
    toJson: ({ i, n, q, d }) => ({
      i,
      n,
      q,
      d: {
        batch: d.batch.map(({ timestamp, mode, rssi, telegram }) => ({
          timestamp,
          mode,
          rssi,
          telegram: toBase64(telegram),
        })),
      },
    }),
  };
}

/** An encrypted telegram looks like noise: that of a linear congruential generator. */
function noise(seed: number): Uint8Array<ArrayBuffer> {
  let state = seed + 1;
  return Uint8Array.from({ length: TELEGRAM_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
