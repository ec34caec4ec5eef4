import { join } from "node:path";
import type { Judge } from "../run/judge.ts";
import type { LinkSettings } from "./settings.ts";
import { measureLatency } from "./speed/latency.ts";

/** Milliseconds that 99 % of the answers may take. */
const MOST = 50;

const shown = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;

/** How soon requests are answered beside many uplinks. */
export async function proveLatency({ folder }: LinkSettings, judge: Judge): Promise<void> {
  console.log("Requests: beside 2,000 uplinks a second whose handler takes 5 ms");
  for (const broker of ["embedded", "mosquitto"] as const) {
    const load = { broker, seconds: 10, warmUp: 3, requests: 100 };
    const place = join(folder, `latency-${broker}`);
    const quiet = await measureLatency({ ...load, folder: `${place}-quiet`, seconds: 5, uplinks: 20 });
    console.log(
      `   beside 20 uplinks a second on ${broker}, what the machine does by itself: 99 % ${shown(quiet.p99)}`,
    );
    const { requests, uplinks, handled, late, median, p99, most, loop, waited } = await measureLatency({
      ...load,
      folder: place,
      uplinks: 2000,
    });
    judge.claim(
      p99 <= MOST && late === 0,
      `${requests} requests, after ${load.warmUp} s to warm up, beside ${uplinks} uplinks (${handled} handled) on ${broker}: median ${shown(median)}, 99 % ${shown(p99)}, longest ${shown(most)}, ${late} past the deadline; the backend's event loop was late by ${shown(loop.p99)} (99 %), ${shown(loop.most)} at most, and it waited ${shown(waited)} of ${load.seconds} s for a processor that others had`,
    );
  }
}
