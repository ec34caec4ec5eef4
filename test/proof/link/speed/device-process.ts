/**
 * Devices in a process of their own, which send uplinks or make requests at a steady rate. Whoever makes requests
 * does nothing else: its own event loop would be measured with them.
 *
 * @module
 */
import { createDevice, type Device } from "@wirebook/mqtt";
import { messages, reqSync } from "@wirebook/schemas";
import { devEuiOf, upTick } from "../message.ts";

/** What a process of devices is told. */
export interface DeviceLoad {
  readonly url: string;
  readonly what: "uplinks" | "requests";
  /** Index of the first device, and how many there are. */
  readonly first: number;
  readonly devices: number;
  /** Messages a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Seconds before, with the same load, that count for nothing. */
  readonly warmUp: number;
}

/** What it says at its end. */
export interface DeviceReport {
  readonly sent: number;
  /** How long each answer took, in milliseconds. */
  readonly times: readonly number[];
  /** Requests without an answer in time. */
  readonly late: number;
}

const load = JSON.parse(process.argv[2] as string) as DeviceLoad;
const devices: Device[] = [];
for (let index = load.first; index < load.first + load.devices; index++) {
  const all = [upTick, ...messages];
  devices.push(
    await createDevice({ hosts: load.url, devEui: devEuiOf(index), messages: all, report: () => {} }),
  );
}
process.stdout.write("ready\n");
await new Promise((resolve) => process.stdin.once("data", resolve));

const times: number[] = [];
let late = 0;
let sent = 0;
const pending: Promise<void>[] = [];

async function ask(device: Device, counts: boolean): Promise<void> {
  const asked = performance.now();
  try {
    await device.request(reqSync, { q: "sync", d: { app: "a", boot: "b", mfw: "m", etag: null } });
    if (counts) times.push(performance.now() - asked);
  } catch {
    late++;
  }
}

const began = performance.now();
for (;;) {
  const passed = (performance.now() - began) / 1000;
  if (passed >= load.warmUp + load.seconds) break;
  while (sent < passed * load.rate) {
    const device = devices[sent++ % devices.length] as Device;
    if (load.what === "requests") pending.push(ask(device, passed >= load.warmUp));
    else pending.push(device.publish(upTick, { q: "tick", d: { value: sent, note: "a tick of it" } }));
  }
  await new Promise((resolve) => setTimeout(resolve, 2));
}
await Promise.all(pending);
for (const device of devices) await device.close();
const report: DeviceReport = { sent, times, late };
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
