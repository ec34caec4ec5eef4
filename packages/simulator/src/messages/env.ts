import type { UpEnv } from "@wirebook/schemas";
import type { Random } from "../random.ts";

/** What an environment sensor reads. */
export function env(random: Random): UpEnv["d"] {
  return {
    vbat: random.integer(3480, 3640),
    envType: 1,
    envTemp: random.integer(-8000, 31_000),
    envHumidity: random.integer(28_000, 96_000),
  };
}
