import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createDevice, type Device } from "@wirebook/mqtt";
import { messages as all, reqSync } from "@wirebook/schemas";
import { devEuiOf, upTick } from "../faults/message.ts";
import { configuration } from "../faults/run-trial.ts";
import { startChild } from "../run/child.ts";
import { freePort } from "../run/free-port.ts";
import { startMosquitto } from "../run/mosquitto.ts";

const responderFile = fileURLToPath(new URL("responder-process.js", import.meta.url));

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
}

/** What the load is. */
export interface LatencyOptions {
  readonly broker: "embedded" | "mosquitto";
  readonly folder: string;
  readonly seconds: number;
  /** Uplinks a second. */
  readonly uplinks: number;
  /** Requests a second. */
  readonly requests: number;
}

/** Makes requests beside uplinks whose handler takes 5 ms. */
export async function measureLatency(options: LatencyOptions): Promise<Latency> {
  mkdirSync(options.folder, { recursive: true });
  const port = await freePort();
  const broker =
    options.broker === "mosquitto"
      ? await startMosquitto(options.folder, configuration(options.folder, port), port)
      : undefined;
  const url = `mqtt://127.0.0.1:${port}`;
  const responder = startChild(process.execPath, [
    responderFile,
    broker === undefined ? "embedded" : url,
    String(port),
    join(options.folder, "inbox"),
  ]);
  const devices: Device[] = [];
  try {
    await responder.says("ready");
    for (let index = 0; index < 50; index++) {
      const messages = [upTick, ...all];
      devices.push(await createDevice({ hosts: url, devEui: devEuiOf(index), messages, report: () => {} }));
    }
    const times: number[] = [];
    let late = 0;
    let sent = 0;
    const pending: Promise<void>[] = [];
    const ask = async (device: Device): Promise<void> => {
      const asked = performance.now();
      try {
        await device.request(reqSync, { q: "sync", d: { app: "a", boot: "b", mfw: "m", etag: null } });
        times.push(performance.now() - asked);
      } catch {
        late++;
      }
    };
    const began = performance.now();
    let asked = 0;
    for (;;) {
      const passed = (performance.now() - began) / 1000;
      if (passed >= options.seconds) break;
      while (sent < passed * options.uplinks) {
        const device = devices[sent++ % devices.length] as Device;
        pending.push(device.publish(upTick, { q: "tick", d: { value: sent, note: "a tick of it" } }));
      }
      while (asked < passed * options.requests)
        pending.push(ask(devices[(asked++ * 7) % devices.length] as Device));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(pending);
    responder.process.kill("SIGTERM");
    const output = await responder.says("handled");
    times.sort((a, b) => a - b);
    const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] as number;
    const handled = Number(/handled (\d+)/.exec(output)?.[1]);
    return {
      requests: times.length + late,
      uplinks: sent,
      handled,
      late,
      median: at(0.5),
      p99: at(0.99),
      most: at(1),
    };
  } finally {
    for (const device of devices) await device.close();
    await responder.end();
    await broker?.kill();
  }
}
