/**
 * A backend that answers requests while its uplinks take 5 ms each, in a process of its own. A line on its standard input
 * begins the measurement of its event loop.
 *
 * @module
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createBackend } from "@wirebook/mqtt";
import { reqSync } from "@wirebook/schemas";
import { waitedForProcessor } from "../../../support/processor.ts";
import { upTick } from "../message.ts";

/** What a responder says when it ends. */
export interface ResponderReport {
  readonly handled: number;
  /** How late its event loop was, in milliseconds. */
  readonly loop: { readonly p99: number; readonly most: number };
  /** How long it was ready to run while others had the processors, in milliseconds; 0 where the system does not say. */
  readonly waited: number;
}

/** Milliseconds between two looks at the event loop, which count as its delay. */
const RESOLUTION = 2;

const [url, port, inbox] = process.argv.slice(2) as [string, string, string];
let handled = 0;
const backend = await createBackend({
  ...(url === "embedded" ? { embedded: { port: Number(port) } } : { url }),
  messages: [upTick, reqSync],
  inbox: { path: inbox },
});
backend.onUplink(upTick, async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  handled++;
});
backend.onRequest(reqSync, () => ({ d: { app: null, boot: null, mfw: null, etag: null } }));
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();
let waitedBefore = 0;
process.stdin.once("data", () => {
  waitedBefore = waitedForProcessor() ?? 0;
  delay.reset();
});
process.once("SIGTERM", async () => {
  delay.disable();
  const waited = (waitedForProcessor() ?? 0) - waitedBefore;
  await backend.close();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  const loop = { p99: late(delay.percentile(99)), most: late(delay.max) };
  const report: ResponderReport = { handled, loop, waited };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
});
process.stdout.write("ready\n");
