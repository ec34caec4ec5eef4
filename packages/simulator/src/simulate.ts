import { setTimeout as sleep } from "node:timers/promises";
import type { Hosts } from "@wirebook/mqtt";
import { readHosts } from "@wirebook/mqtt/wire";
import { type Access, createTls, ofDevice } from "./access.ts";
import { type Counts, createCounts } from "./counts.ts";
import { openDevice, type SimulatedDevice } from "./device.ts";
import { devEuiOf, FIRST_DEV_EUI, isAmong } from "./devices.ts";
import type { Faults } from "./faults.ts";
import { createPlan, type Step } from "./plan.ts";

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

const TICK = 20;
const GIVEN_UP = 60_000;
const MOST_WAIT = 5000;

/**
 * Connects the devices, and lets them work.
 *
 * @throws LinkError when the first device cannot connect; what the others meet is tried again
 */
export async function simulate(options: SimulationOptions): Promise<Simulation> {
  const { devices: count = 20, seed = 1, faults = {}, json = 0, qos = 0, atOnce = 500, signal } = options;
  const { rate = count / 10, firstDevEui = FIRST_DEV_EUI, begin = Math.floor(Date.now() / 1000) } = options;
  const counts = createCounts();
  const tlsOf = createTls(options);
  const texts = typeof options.hosts === "string" ? [options.hosts] : options.hosts;
  const devices: (SimulatedDevice | undefined)[] = new Array(count).fill(undefined);

  const hostsOf = (index: number, devEui: string) => {
    const own = texts.map((text) => ofDevice(text, devEui));
    return readHosts(isAmong(index, json) ? own.map(inJson) : own, () => {});
  };
  const connect = async (index: number): Promise<void> => {
    const devEui = devEuiOf(index, firstDevEui);
    const slow = isAmong(index, faults.slow ?? 0);
    const settings = { devEui, hosts: hostsOf(index, devEui), tls: tlsOf(devEui), slow, qos, counts };
    for (let wait = 200; ; wait = Math.min(MOST_WAIT, 2 * wait)) {
      try {
        devices[index] = await openDevice(settings);
        return;
      } catch (error) {
        // What is wrong with the host shows at the first device.
        if (index === 0 || (error as { code?: string }).code !== "unreachable") throw error;
        counts.refused++;
        await sleep(wait, undefined, signal === undefined ? {} : { signal });
      }
    }
  };
  const connectAll = async (): Promise<void> => {
    await connect(0);
    let next = 1;
    const worker = async (): Promise<void> => {
      while (next < count && signal?.aborted !== true) await connect(next++);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  };
  const closeAll = async (): Promise<void> => {
    await Promise.all(devices.map((device) => device?.close()));
  };
  try {
    await connectAll();
  } catch (error) {
    await closeAll();
    throw error;
  }

  const plan = createPlan({ devices: count, rate, seed, begin, faults, json, firstDevEui });
  const take = (): Step => plan.next().value;
  let ended = false;
  let upcoming = take();
  const began = performance.now();
  const run = (): void => {
    const now = (performance.now() - began) / 1000;
    while (!ended && upcoming.at <= now) {
      if (upcoming.kind === "storm") cutAll();
      else devices[upcoming.device]?.send(upcoming);
      upcoming = take();
    }
  };
  const cutAll = (): void => {
    counts.storms++;
    for (const device of devices) device?.cut();
  };
  const waiting = (): number => {
    const since = Date.now() - GIVEN_UP;
    return devices.reduce((sum, device) => sum + (device?.waiting(since) ?? 0), 0);
  };
  const ticking = setInterval(run, TICK);
  const sweeping = setInterval(waiting, 1000);

  return {
    counts,
    json: new Set(
      devices.flatMap((_, index) => (isAmong(index, json) ? [devEuiOf(index, firstDevEui)] : [])),
    ),
    settle: async (within = GIVEN_UP) => {
      ended = true;
      clearInterval(ticking);
      const until = Date.now() + within;
      while (Date.now() < until && (waiting() > 0 || counts.acknowledged < counts.sent)) await sleep(20);
    },
    close: async () => {
      ended = true;
      clearInterval(ticking);
      clearInterval(sweeping);
      await closeAll();
    },
  };
}

/** The same host for a device that writes JSON. */
function inJson(host: string): string {
  return host.replace(/^(?:cbor\+|json\+)?/, "json+");
}
