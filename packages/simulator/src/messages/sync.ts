import type { ReqSync } from "@wirebook/schemas";
import type { Random } from "../random.ts";

/** What every simulated gateway runs. */
export const FIRMWARE = {
  app: "app-simulated-1.2.3",
  boot: "boot-simulated-0.4.0",
  mfw: "mfw_simulated_1.3.4",
} as const;

/** What a gateway says when it asks whether it is up to date. No two say the same: that would be one request, made twice. */
export function sync(random: Random): ReqSync["d"] {
  return { ...FIRMWARE, etag: random.bytes(8) };
}
