/**
 * A backend in a process of its own, so that it can be killed. What its handler does is a line in a file.
 *
 * @module
 */
import { openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { createBackend, type LinkEvent } from "@wirebook/mqtt";
import { failureOf, upTick } from "../message.ts";
import type { ConsumerOptions } from "./trial.ts";

const options = JSON.parse(process.argv[2] as string) as ConsumerOptions;
const effects = openSync(options.effects, "a");
const events = openSync(options.events, "a");

const backend = await createBackend({
  ...(options.url === undefined
    ? { embedded: { port: options.port } }
    : { url: options.url, clientId: options.clientId }),
  messages: [upTick],
  inbox: {
    path: options.inbox,
    attempts: 3,
    firstWait: 20,
    mostWait: 100,
    duplicateWindow: 60_000,
    ...options.inboxOptions,
  },
  report: (event: LinkEvent) => {
    const text = JSON.stringify(event, (_, value) =>
      typeof value === "bigint" ? String(value) : value instanceof Error ? value.message : value,
    );
    writeSync(events, `${text}\n`);
    if (event.type === "inbox-failed") process.stdout.write("inbox-failed\n");
  },
});
backend.onUplink(upTick, async (value, { devEui, id, repeated, attempt }) => {
  // Work that takes its time, so that there is something to interrupt.
  await new Promise((resolve) =>
    options.slow === undefined ? setImmediate(resolve) : setTimeout(resolve, options.slow),
  );
  const n = Number(value.n);
  const failure = options.failing ? failureOf(devEui, n) : undefined;
  if (failure === "each" || (failure === "first" && attempt === 1)) throw new Error("the handler fails");
  writeSync(effects, `${devEui} ${n} ${id} ${repeated ? 1 : 0}\n`);
});
// Each line is how many milliseconds the clock is wrong from now on.
const rightTime = Date.now;
createInterface(process.stdin).on("line", (line) => {
  Date.now = () => rightTime() + Number(line);
  process.stdout.write(`clock ${line}\n`);
});
process.once("SIGTERM", async () => {
  await backend.close();
  process.exit(0);
});
process.stdout.write("ready\n");
