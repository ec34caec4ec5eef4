import type { UpStatus } from "@wirebook/schemas";
import type { Random } from "../random.ts";
import { FIRMWARE } from "./sync.ts";

/** What a gateway tells of itself once a day. */
export function status(random: Random): UpStatus["d"] {
  const awakeTime = random.integer(3000, 9000);
  return {
    vbat: random.integer(3480, 3640),
    temperature: random.integer(-120, 380),
    EMM: 0,
    ESM: 255,
    rsrp: random.integer(20, 70),
    rsrq: random.integer(8, 30),
    txCount: random.integer(1, 40),
    awakeTime,
    sleepTime: 86_400 - awakeTime,
    ci: random.integer(0, 0x0fffffff).toString(16).padStart(8, "0"),
    collected: random.integer(0, 60),
    app: FIRMWARE.app,
    boot: FIRMWARE.boot,
    modem: FIRMWARE.mfw,
  };
}
