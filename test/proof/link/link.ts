import { temporaryFolder } from "../run/folder.ts";
import { readOptions } from "../run/options.ts";
import type { Proof } from "../run/proof.ts";
import { proveFaults } from "./prove-faults.ts";
import { proveLatency } from "./prove-latency.ts";
import { proveMosquitto } from "./prove-mosquitto.ts";
import { proveSpeed } from "./prove-speed.ts";
import type { LinkSettings } from "./settings.ts";

/** The proof of the link: nothing that was acknowledged is lost, whatever goes wrong; how fast it is; and mosquitto's files. */
export const link: Proof<LinkSettings> = {
  usage: "[--only faults|speed|latency|mosquitto] [--messages N] [--devices N] [--cut SECONDS]",
  parts: { faults: proveFaults, speed: proveSpeed, latency: proveLatency, mosquitto: proveMosquitto },
  read: (args) => {
    const { only, numbers } = readOptions(args, {
      parts: Object.keys(link.parts),
      numbers: { messages: 50_000, devices: 500, cut: 20 },
      decimals: ["cut"],
    });
    return { only, settings: { ...numbers, folder: temporaryFolder("link") } };
  },
};
