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
  const claimShare = (rate: number, who: string): void =>
    judge.claim(
      rate >= LEAST_SHARE * bare,
      `${who} ${count(rate)}/s, ${((100 * rate) / bare).toFixed(0)} % of it`,
    );
  claimShare(direct, "a handler without inbox");
  claimShare(durable, "a handler behind the durable inbox");
  judge.claim(durable >= LEAST_DURABLE, `the same at least ${count(LEAST_DURABLE)}/s`);
}
