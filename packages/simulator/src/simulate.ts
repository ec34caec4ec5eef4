import { setTimeout as sleep } from "node:timers/promises";
import type { Hosts } from "@wirebook/mqtt";
import type { Access } from "./device/access.ts";
import { type Counts, createCounts } from "./device/counts.ts";
import { GIVEN_UP, openFleet } from "./fleet.ts";
import { devEuiOf, FIRST_DEV_EUI, isAmong } from "./plan/devices.ts";
import type { Faults } from "./plan/faults.ts";
import { createPlan, type Step } from "./plan/plan.ts";

/** How a simulation is set up. */
export interface SimulationOptions extends Access {
  /** Host URIs that are tried in order. `{devEui}` in one of them stands for the device's own, as the user's name. */
  readonly hosts: Hosts;
  /** How many devices. Default: 20. */
  readonly devices?: number;
  /** Messages per second, of all devices together. Default: one for each ten devices. */
  readonly rate?: number;
  /** The same seed sends the same messages. Default: 1. */
  readonly seed?: number;
  readonly faults?: Faults;
  /** Share of devices that write JSON in place of CBOR. Default: 0, or as the hosts say. */
  readonly json?: number;
  /** Quality of service of what is published. Default: 0, as the gateways have it. */
  readonly qos?: 0 | 1;
  /** The first DevEUI; the others follow. */
  readonly firstDevEui?: string;
  /** Connections that are made at once at the beginning. Default: 500. */
  readonly atOnce?: number;
  /** When it begins, in seconds of Unix time; the messages tell of it. Default: now. */
  readonly begin?: number;
  /** Ends it before its devices are connected. */
  readonly signal?: AbortSignal;
}

/** Devices at work. */
export interface Simulation {
  readonly counts: Readonly<Counts>;
  /** The DevEUIs that write JSON: a backend is told by its option `format`. */
  readonly json: ReadonlySet<string>;
  /** Sends nothing more, and waits until everything is acknowledged and answered, at most so long in milliseconds. */
  settle(within?: number): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between two looks at the plan, and between two looks for requests that have waited too long. */
const [TICK, SWEEP] = [20, 1000];

/**
 * Connects the devices, and lets them work.
 *
 * @throws LinkError when the first device cannot connect; what the others meet is tried again
 */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const { devices = 20, seed = 1, faults = {}, json = 0, qos = 0, atOnce = 500, signal } = options;
  const { rate = devices / 10, firstDevEui = FIRST_DEV_EUI, begin = Math.floor(Date.now() / 1000) } = options;
  const counts = createCounts();
  const shared = { devices, json, firstDevEui };
  const fleet = await openFleet({
    ...options,
    ...shared,
    ...{ slow: faults.slow ?? 0, qos, atOnce, signal, counts },
  });

  const plan = createPlan({ ...shared, rate, seed, begin, faults });
  const take = (): Step => plan.next().value;
  let ended = false;
  let upcoming = take();
  const began = performance.now();
  const run = (): void => {
    const now = (performance.now() - began) / 1000;
    while (!ended && upcoming.at <= now) {
      if (upcoming.kind === "message") fleet.send(upcoming);
      else {
        counts.storms++;
        fleet.cut();
      }
      upcoming = take();
    }
  };
  const ticking = setInterval(run, TICK);
  const sweeping = setInterval(fleet.waiting, SWEEP);

  return {
    counts,
    json: new Set(
      Array.from({ length: devices }, (_, index) => index)
        .filter((index) => isAmong(index, json))
        .map((index) => devEuiOf(index, firstDevEui)),
    ),
    settle: async (within = GIVEN_UP) => {
      ended = true;
      clearInterval(ticking);
      const until = Date.now() + within;
      const isBusy = () => fleet.waiting() > 0 || counts.acknowledged < counts.sent;
      while (Date.now() < until && isBusy()) await sleep(TICK);
    },
    close: async () => {
      ended = true;
      clearInterval(ticking);
      clearInterval(sweeping);
      await fleet.close();
    },
  };
}
