import { readOptions } from "../run/options.ts";
import type { Proof } from "../run/proof.ts";
import { proveAgreement } from "./prove-agreement.ts";
import { proveHostile } from "./prove-hostile.ts";
import { proveMutated } from "./prove-mutated.ts";
import { proveSlow } from "./prove-slow.ts";
import type { CodecSettings } from "./settings.ts";

/**
 * The proof of the codec. a: mutated payloads; b: agreement of the engines with one another and with cbor2 and Ajv; c:
 * hostile payloads; d: a search for slow ones.
 */
export const codec: Proof<CodecSettings> = {
  usage: "[--seed N] [--only a|b|c|d] [--payloads N] [--schemas N] [--no-clock: times are shown, not judged]",
  parts: { a: proveMutated, b: proveAgreement, c: proveHostile, d: proveSlow },
  read: (args) => {
    const { only, numbers, flags } = readOptions(args, {
      parts: Object.keys(codec.parts),
      numbers: { seed: Math.floor(Math.random() * 2 ** 31), payloads: undefined, schemas: 1000 },
      flags: ["no-clock"],
    });
    return { only, settings: { ...numbers, clock: !flags.has("no-clock") } };
  },
  heading: ({ seed }) => `, repeated by --seed ${seed}`,
};
