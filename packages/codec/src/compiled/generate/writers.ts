import type { Plan } from "../../plan/plan.ts";
import { writeDecode } from "./decode/decode.ts";
import { writeEncode } from "./encode/encode.ts";
import { canTranscode, writeTranscode } from "./transcode/transcode.ts";

/** The functions that can be generated, each with its writer. */
export const writers = { decode: writeDecode, encode: writeEncode, transcode: writeTranscode };

/** Name of a generated function. */
export type Verb = keyof typeof writers;

/** The functions that a plan's code can have: those that are left out are the interpreted engine's. */
export function verbsFor(plan: Plan): Verb[] {
  return canTranscode(plan) ? ["decode", "encode", "transcode"] : ["decode", "encode"];
}
