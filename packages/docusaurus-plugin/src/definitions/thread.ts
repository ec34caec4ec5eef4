import { parentPort, workerData } from "node:worker_threads";
import type { Message } from "@wirebook/codec";
import { collectDefinitions } from "./collect.ts";
import type { Reading, WorkerData } from "./reading.ts";

async function read({ url, options }: WorkerData): Promise<Reading> {
  try {
    const module = (await import(url)) as {
      messages?: Iterable<Message>;
      default?: Iterable<Message>;
    };
    const messages = module.messages ?? module.default;
    if (messages === undefined) throw new TypeError('expected an export named "messages", or a default one');
    return { definitions: collectDefinitions(messages, options) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage(await read(workerData as WorkerData));
