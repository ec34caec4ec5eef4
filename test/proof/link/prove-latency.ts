import { join } from "node:path";
import { median } from "../run/figures.ts";
import type { Judge } from "../run/judge.ts";
import type { LinkSettings } from "./settings.ts";
import { type Latency, measureLatency } from "./speed/latency.ts";
import type { ResponderKind } from "./speed/responder-process.ts";

/** Milliseconds that 99 % of the answers may take. */
const MOST = 50;
/** Times as long as with a bare client. */
const MOST_FACTOR = 1.2;
const ROUNDS = 5;
const LOAD = { seconds: 6, warmUp: 3, requests: 100, uplinks: 2000 };
const KINDS: readonly ResponderKind[] = ["bare", "mosquitto", "embedded"];
const NAMES: Readonly<Record<ResponderKind, string>> = {
  bare: "MQTT.js with cbor-x, two connections to mosquitto, nothing durable",
  mosquitto: "a backend behind mosquitto",
  embedded: "a backend with its embedded broker",
};

const shown = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
const middle = (rounds: readonly Latency[], pick: (one: Latency) => number): string =>
  shown(median(rounds.map(pick)));

/** How soon requests are answered beside many uplinks. */
export async function proveLatency({ folder }: LinkSettings, judge: Judge): Promise<void> {
  const { uplinks, requests, seconds } = LOAD;
  console.log(
    `Requests: ${requests} a second for ${seconds} s beside ${uplinks.toLocaleString("en")} uplinks a second whose handler takes 5 ms, in turn, ${ROUNDS} rounds, medians`,
  );
  const rounds: Record<ResponderKind, Latency[]> = { bare: [], mosquitto: [], embedded: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const responder of KINDS) {
      const place = join(folder, `latency-${responder}-${round}`);
      rounds[responder].push(await measureLatency({ ...LOAD, responder, folder: place }));
    }
  }
  const bare = median(rounds.bare.map(({ p99 }) => p99));
  console.log(`   ${NAMES.bare}: ${figures(rounds.bare)}`);
  for (const kind of ["mosquitto", "embedded"] as const) {
    const p99 = median(rounds[kind].map((one) => one.p99));
    const late = rounds[kind].reduce((sum, one) => sum + one.late, 0);
    judge.claim(
      p99 <= MOST && p99 <= MOST_FACTOR * bare && late === 0,
      `${NAMES[kind]}: ${figures(rounds[kind])}, ${(p99 / bare).toFixed(2)} times the bare client's`,
    );
  }
}

function figures(rounds: readonly Latency[]): string {
  const sum = (pick: (one: Latency) => number) => rounds.reduce((total, one) => total + pick(one), 0);
  const waited = middle(rounds, (one) => one.waited);
  return `${sum((one) => one.requests)} requests beside ${sum((one) => one.uplinks)} uplinks (${sum((one) => one.handled)} handled): median ${middle(rounds, (one) => one.median)}, 99 % ${middle(rounds, (one) => one.p99)} (${rounds.map(({ p99 }) => p99.toFixed(1)).join(", ")}), longest ${middle(rounds, (one) => one.most)}, ${sum((one) => one.late)} past the deadline; event loop late by ${middle(rounds, (one) => one.loop.p99)} (99 %), and ${waited} a round waited for a processor that others had`;
}
