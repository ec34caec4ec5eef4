import type { UpData } from "@wirebook/schemas";
import type { Random } from "../random.ts";

const MODES = ["C", "C", "T"] as const;

/** A telegram in the shape of wM-Bus: its length, who sent it, and noise where a meter has what is encrypted. */
function telegram(random: Random): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0x2e, 0x44, 0x4b, 0x5c, ...random.bytes(4), 0x01, 0x07, 0x7a, ...random.bytes(36));
}

/** What a gateway heard since its last upload: one to eight telegrams. None would be the same message as none of the last reset. `at` is in seconds of Unix time. */
export function data(random: Random, at: number): UpData["d"] {
  const count = random.integer(1, 8);
  const batch = Array.from({ length: count }, (_, index) => ({
    timestamp: at - 7 * (count - index),
    mode: MODES[random.integer(0, 2)] as "C" | "T",
    rssi: random.integer(-105, -48),
    telegram: telegram(random),
  }));
  return { batch };
}
