import { upData } from "@wirebook/schemas";

/** Payload of an example of `up/data`, in hexadecimal. */
export function hexOf(example: number): string {
  const json = upData.examples[example]?.json;
  return Buffer.from(upData.encode(upData.fromJson(json))).toString("hex");
}

/** An upload of 40 telegrams: 4 kB. */
export const forty = hexOf(1);

/** An upload near the limit of a megabyte, with so many telegrams. */
export const TELEGRAMS_OF_LARGE = 10_500;

/** Its payload. */
export function largePayload(): Uint8Array {
  const telegram = { timestamp: 1767225600, mode: "T", rssi: -60, telegram: "A".repeat(64) };
  const batch = Array.from({ length: TELEGRAMS_OF_LARGE }, (_, at) => ({ ...telegram, timestamp: at }));
  return upData.encode(upData.fromJson({ i: "70b3d5e050020901", n: 1, q: "data", d: { batch } }));
}
