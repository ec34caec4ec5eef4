/**
 * What answers requests while its uplinks take 5 ms each, in a process of its own. A line on its standard input begins the
 * measurement of its event loop.
 *
 * @module
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { waitedForProcessor } from "../../../support/processor.ts";
import { startBareResponder } from "./bare-responder.ts";
import { startResponder } from "./responder.ts";

/** Which it is: a backend with its own broker, one behind another, or what a team writes by hand. */
export type ResponderKind = "embedded" | "mosquitto" | "bare";

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

/** Milliseconds that an uplink takes. */
const EACH = 5;

const [kind, port, inbox] = process.argv.slice(2) as [ResponderKind, string, string];
const url = `mqtt://127.0.0.1:${port}`;
const responder =
  kind === "bare"
    ? await startBareResponder(url, EACH)
    : await startResponder(kind === "embedded" ? { embedded: { port: Number(port) } } : { url }, inbox, EACH);
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
  await responder.close();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION);
  const loop = { p99: late(delay.percentile(99)), most: late(delay.max) };
  const report: ResponderReport = { handled: responder.handled(), loop, waited };
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
});
process.stdout.write("ready\n");
