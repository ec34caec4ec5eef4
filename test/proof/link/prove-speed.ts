import { join } from "node:path";
import { count, median } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import type { LinkSettings } from "./settings.ts";
import { measureThroughput } from "./speed/throughput.ts";

const [MESSAGES, ROUNDS] = [60_000, 5];
/** Of what a bare subscriber takes. */
const LEAST_SHARE = 0.9;
/** Uplinks a second. */
const LEAST_DURABLE = 20_000;

/** How fast a backend takes what waits at a broker, beside a bare subscriber. */
export async function proveSpeed({ folder }: LinkSettings, judge: Judge): Promise<void> {
  console.log(
    `Speed: ${count(MESSAGES)} messages of about 60 bytes, each subscriber in turn, ${ROUNDS} rounds, medians`,
  );
  const rates = await measureThroughput(join(folder, "throughput"), MESSAGES, ROUNDS);
  const [bare, direct, durable] = [median(rates.bare), median(rates.direct), median(rates.durable)];
  console.log(`   MQTT.js with cbor-x ${count(bare)}/s`);
  judge.claim(
    direct >= LEAST_SHARE * bare,
    `a handler without inbox ${count(direct)}/s, ${((100 * direct) / bare).toFixed(0)} % of it`,
  );
  judge.claim(durable >= LEAST_DURABLE, `a handler behind the durable inbox ${count(durable)}/s`);
}
