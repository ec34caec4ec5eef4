/**
 * The thread that writes an inbox.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { type Changes, writeChanges } from "./changes.ts";
import { openStore } from "./store.ts";
import type { WriterData, Written } from "./writer.ts";

const { path, busy } = workerData as WriterData;
const store = openStore(path);

parentPort?.on("message", async (changes: Changes | "close") => {
  if (changes === "close") {
    await store.close();
    parentPort?.close();
    return;
  }
  let written: Written = {};
  try {
    written = { swept: writeChanges(store, changes) };
  } catch (error) {
    const { message, cause } = error as Error;
    written = { failure: { message, cause } };
  }
  Atomics.store(busy, 0, 0);
  Atomics.notify(busy, 0);
  parentPort?.postMessage(written);
});
