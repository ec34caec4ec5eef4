import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Backend,
  type BackendOptions,
  createBackend,
  createDevice,
  type Device,
  type DeviceOptions,
} from "@wirebook/mqtt";
import { afterEach } from "vitest";
import { devEui, messages } from "./messages.ts";

const undone: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const one of undone.splice(0).reverse()) await one();
});

/** Undoes something when the test has ended, the last thing first. */
export function undo(one: () => Promise<unknown> | unknown): void {
  undone.push(one);
}

/** A folder for an inbox, which is not there yet. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wirebook-mqtt-"));
  undo(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "inbox");
}

/** Resolves when a condition holds that the test brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A backend with the embedded broker, unless the options say otherwise; it reports to nobody. */
export async function startBackend(options: Partial<BackendOptions> = {}): Promise<Backend> {
  const broker = options.url === undefined && options.hosts === undefined ? { embedded: { port: 0 } } : {};
  const backend = await createBackend({ ...broker, messages, report: () => {}, ...options });
  undo(() => backend.close());
  return backend;
}

/** A device that publishes at QoS 0, unless the options say otherwise; it reports to nobody. */
export async function startDevice(hosts: string, options: Partial<DeviceOptions> = {}): Promise<Device> {
  const device = await createDevice({ hosts, devEui, messages, report: () => {}, ...options });
  undo(() => device.close());
  return device;
}
