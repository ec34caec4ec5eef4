import { setTimeout as sleep } from "node:timers/promises";
import type { Hosts, HostUri } from "@wirebook/mqtt";
import { readHosts } from "@wirebook/mqtt/wire";
import { type Access, createTls, ofDevice } from "./device/access.ts";
import type { Counts } from "./device/counts.ts";
import { openDevice, type SimulatedDevice } from "./device/device.ts";
import { devEuiOf, isAmong } from "./plan/devices.ts";
import type { MessageStep } from "./plan/plan.ts";

/** How the devices of a simulation connect. */
export interface FleetOptions extends Access {
  readonly hosts: Hosts;
  readonly devices: number;
  readonly firstDevEui: string;
  /** Shares of devices that write JSON, and whose link is slow. */
  readonly json: number;
  readonly slow: number;
  readonly qos: 0 | 1;
  /** Connections that are made at once. */
  readonly atOnce: number;
  readonly signal: AbortSignal | undefined;
  readonly counts: Counts;
}

/** The devices of a simulation. */
export interface Fleet {
  send(step: MessageStep): void;
  /** Cuts every device off. */
  cut(): void;
  /** Gives up requests that have waited too long, and answers how many still wait. */
  waiting(): number;
  close(): Promise<void>;
}

/** Milliseconds after which a request is given up. */
export const GIVEN_UP = 60_000;
/** Milliseconds between attempts to connect: the first wait, and the longest. */
const [FIRST_WAIT, MOST_WAIT] = [200, 5000];

/**
 * Connects all devices.
 *
 * @throws LinkError when the first device cannot connect; what the others meet is tried again
 */
export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const devices: (SimulatedDevice | undefined)[] = new Array(options.devices).fill(undefined);
  const close = async (): Promise<void> => {
    await Promise.all(devices.map((device) => device?.close()));
  };
  try {
    await connectAll(devices, options);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    send: (step) => devices[step.device]?.send(step),
    cut: () => {
      for (const device of devices) device?.cut();
    },
    waiting: () => {
      const since = Date.now() - GIVEN_UP;
      return devices.reduce((sum, device) => sum + (device?.waiting(since) ?? 0), 0);
    },
    close,
  };
}

async function connectAll(
  devices: (SimulatedDevice | undefined)[],
  { hosts, firstDevEui, json, slow, qos, atOnce, signal, counts, ...access }: FleetOptions,
): Promise<void> {
  const tlsOf = createTls(access);
  const connect = async (index: number): Promise<void> => {
    const devEui = devEuiOf(index, firstDevEui);
    const settings = {
      devEui,
      hosts: hostsOf(hosts, devEui, isAmong(index, json)),
      tls: tlsOf(devEui),
      slow: isAmong(index, slow),
      qos,
      counts,
    };
    for (let wait = FIRST_WAIT; ; wait = Math.min(MOST_WAIT, 2 * wait)) {
      try {
        devices[index] = await openDevice(settings);
        return;
      } catch (error) {
        // What is wrong with the host shows at the first device.
        if (index === 0 || (error as { code?: string }).code !== "unreachable") throw error;
        counts.refused++;
        await sleep(wait, undefined, { signal });
      }
    }
  };
  await connect(0);
  let next = 1;
  const worker = async (): Promise<void> => {
    while (next < devices.length && signal?.aborted !== true) await connect(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, devices.length) }, worker));
}

/** The hosts of one device, which may have a user of its own there, and write JSON. */
function hostsOf(hosts: Hosts, devEui: string, json: boolean): [HostUri, ...HostUri[]] {
  const own = (typeof hosts === "string" ? [hosts] : hosts).map((text) => ofDevice(text, devEui));
  return readHosts(json ? own.map(inJson) : own, () => {});
}

/** The same host for a device that writes JSON. */
function inJson(host: string): string {
  return host.replace(/^(?:cbor\+|json\+)?/, "json+");
}
