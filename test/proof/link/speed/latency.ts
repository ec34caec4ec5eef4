import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../../../support/child.ts";
import { freePort } from "../../../support/free-port.ts";
import { startMosquitto } from "../../../support/mosquitto.ts";
import { durableConfiguration } from "../durable-mosquitto.ts";
import type { DeviceLoad, DeviceReport } from "./device-process.ts";
import type { ResponderKind, ResponderReport } from "./responder-process.ts";

const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** How soon requests were answered, in milliseconds. */
export interface Latency {
  readonly requests: number;
  readonly uplinks: number;
  /** How many uplinks were handled. */
  readonly handled: number;
  readonly late: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
  /** How late the backend's event loop was. */
  readonly loop: ResponderReport["loop"];
  /** How long the backend was ready to run while others had the processors. */
  readonly waited: number;
}

/** What the load is. */
export interface LatencyOptions {
  readonly responder: ResponderKind;
  readonly folder: string;
  readonly seconds: number;
  /** Seconds before, with the same load, that count for nothing. */
  readonly warmUp: number;
  /** Uplinks a second. */
  readonly uplinks: number;
  /** Requests a second. */
  readonly requests: number;
}

/** Makes requests beside uplinks whose handler takes 5 ms: what answers, the uplinks and the requests in a process each. */
export async function measureLatency(options: LatencyOptions): Promise<Latency> {
  mkdirSync(options.folder, { recursive: true });
  const port = await freePort();
  const broker =
    options.responder === "embedded"
      ? undefined
      : await startMosquitto(options.folder, durableConfiguration(options.folder, port), port);
  const url = `mqtt://127.0.0.1:${port}`;
  const children: Child[] = [];
  const start = async (file: string, ...parameters: string[]): Promise<Child> => {
    const child = startChild(process.execPath, [fileOf(file), ...parameters]);
    children.push(child);
    await child.says("ready");
    return child;
  };
  const { seconds, warmUp } = options;
  const startDevices = (load: Pick<DeviceLoad, "what" | "first" | "devices" | "rate">): Promise<Child> =>
    start("device-process.js", JSON.stringify({ url, seconds, warmUp, ...load } satisfies DeviceLoad));
  const within = (warmUp + seconds + 30) * 1000;
  const reportOf = async <T>(child: Child): Promise<T> =>
    JSON.parse((await child.says("}\n", within)).trim().split("\n").at(-1) as string);
  try {
    const inbox = join(options.folder, "inbox");
    const responder = await start("responder-process.js", options.responder, String(port), inbox);
    const uplinks = await startDevices({ what: "uplinks", first: 0, devices: 50, rate: options.uplinks });
    const requests = await startDevices({ what: "requests", first: 50, devices: 10, rate: options.requests });
    for (const child of [uplinks, requests]) child.process.stdin?.write("go\n");
    setTimeout(() => responder.process.stdin?.write("measure\n"), warmUp * 1000);
    const { times, late } = await reportOf<DeviceReport>(requests);
    const { sent } = await reportOf<DeviceReport>(uplinks);
    responder.process.kill("SIGTERM");
    const { handled, loop, waited } = await reportOf<ResponderReport>(responder);
    const sorted = [...times].sort((a, b) => a - b);
    const at = (part: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number;
    return {
      requests: times.length + late,
      uplinks: sent,
      handled,
      late,
      median: at(0.5),
      p99: at(0.99),
      most: at(1),
      loop,
      waited,
    };
  } finally {
    for (const child of children) await child.end();
    await broker?.kill();
  }
}
