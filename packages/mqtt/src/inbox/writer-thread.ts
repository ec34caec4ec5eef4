/**
 * The thread that writes an inbox.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { type Changes, writeChanges } from "./changes.ts";
import { openStore } from "./store.ts";
import type { Written } from "./writer.ts";

const store = openStore(workerData as string);

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
  parentPort?.postMessage(written);
});
