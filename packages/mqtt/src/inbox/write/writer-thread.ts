/**
 * The thread that writes an inbox.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { openStore } from "../store/store.ts";
import { writeChanges } from "./changes.ts";
import { checkTurn } from "./fence.ts";
import type { WriteOrder, WriterData, Written } from "./writer.ts";

const { path, token, busy } = workerData as WriterData;
const store = openStore(path);

parentPort?.on("message", async (order: WriteOrder | "close") => {
  if (order === "close") {
    await store.close();
    parentPort?.close();
    return;
  }
  let written: Written = {};
  try {
    written = { swept: writeChanges(store, order.changes, () => checkTurn(store, token, order)) };
  } catch (error) {
    const { message, cause } = error as Error;
    written = { failure: { message, cause } };
  }
  Atomics.store(busy, 0, 0);
  Atomics.notify(busy, 0);
  parentPort?.postMessage(written);
});
