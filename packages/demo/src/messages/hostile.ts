import { jsonToCbor, type Message } from "@wirebook/codec";
import { downReboot, upData } from "@wirebook/schemas";

/** A payload that a codec must refuse. */
export interface Hostile {
  readonly message: Message;
  readonly about: string;
  readonly payload: Uint8Array;
}

const ENVELOPE = { i: "70b3d5e050020901", n: 17, q: "data" };

/** One for each error code, in the order of the checks. */
export function hostilePayloads(): Hostile[] {
  const whole = jsonToCbor({ ...ENVELOPE, d: { batch: [] } });
  const nested = new Uint8Array(64).fill(0x81);
  nested[63] = 0;
  return [
    { message: upData, about: "a payload cut short on its way", payload: whole.subarray(0, -7) },
    { message: upData, about: "lists inside one another", payload: nested },
    {
      message: downReboot,
      about: "the same key twice",
      payload: replaced(jsonToCbor({ q: "reboot", p: "x" }), "p", "q"),
    },
    {
      message: upData,
      about: "a counter below zero",
      payload: jsonToCbor({ ...ENVELOPE, n: -1, d: { batch: [] } }),
    },
  ];
}

/** The payload with one character in place of another. */
function replaced(payload: Uint8Array, from: string, to: string): Uint8Array {
  return payload.map((byte) => (byte === from.charCodeAt(0) ? to.charCodeAt(0) : byte));
}
