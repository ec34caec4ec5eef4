import { temporaryFolder } from "../run/folder.ts";
import { readOptions } from "../run/options.ts";
import type { Proof } from "../run/proof.ts";
import { proveGo } from "./prove-go.ts";
import { proveMutated } from "./prove-mutated.ts";
import type { CertificatesSettings } from "./settings.ts";

/** The proof of the certificates: what Go, the strictest about them, thinks; and many changed requests. */
export const certificates: Proof<CertificatesSettings> = {
  usage: "[--only go|mutated] [--requests N] [--seed N]",
  parts: { go: proveGo, mutated: proveMutated },
  heading: ({ seed }) => `, repeated by --seed ${seed}`,
  read: (args) => {
    const { only, numbers } = readOptions(args, {
      parts: Object.keys(certificates.parts),
      numbers: { requests: 20_000, seed: 1 },
    });
    return { only, settings: { ...numbers, folder: temporaryFolder("certificates") } };
  },
};
