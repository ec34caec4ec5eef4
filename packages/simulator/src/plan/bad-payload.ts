import { jsonToCbor, type Message } from "@wirebook/codec";
import { type PayloadFormat, writePayload } from "@wirebook/mqtt/protocol";
import type { Random } from "../random.ts";

/** A payload that no codec may take: cut short, with a rest behind it, or with a number below zero. */
export function badPayload(
  random: Random,
  message: Message,
  value: Readonly<Record<string, unknown>> & { readonly n: bigint },
  format: PayloadFormat,
): Uint8Array {
  const good = writePayload(message, value, format);
  switch (random.integer(0, 2)) {
    case 0:
      return good.slice(0, good.length - random.integer(1, 6));
    case 1:
      return Uint8Array.of(...good, 0x21);
    default: {
      const json = { ...(message.toJson(value) as object), n: -1 - Number(value.n) };
      return format === "json" ? Buffer.from(JSON.stringify(json)) : jsonToCbor(json);
    }
  }
}
