import { readFileSync } from "node:fs";
import { CodecError, cborToJson } from "@wirebook/codec";
import { upData } from "@wirebook/schemas/up/data";
import { upStatus } from "@wirebook/schemas/up/status";
import { type HostileCase, payloadOf } from "../../../checks/data.ts";

/** The hostile vectors as payloads. */
export function hostilePayloads(): { readonly id: string; readonly payload: Uint8Array }[] {
  const file = new URL("../../../../vectors/hostile.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: HostileCase[] };
  return cases.map((one) => ({ id: one.id, payload: payloadOf(one) }));
}

/** Each way into the codec: without a schema, a closed and an open message type, to a value and to text. */
export const readers: Readonly<Record<string, (payload: Uint8Array) => unknown>> = {
  cborToJson,
  "decode of up/data": upData.decode,
  "transcode of up/data": upData.transcode,
  "decode of up/status": upStatus.decode,
  "transcode of up/status": upStatus.transcode,
};

/** Runs a reader and answers what became of the payload. */
export function outcome(read: (payload: Uint8Array) => unknown, payload: Uint8Array): string {
  try {
    read(payload);
    return "accepted";
  } catch (error) {
    if (error instanceof CodecError) return error.code;
    throw error;
  }
}
