import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { ExampleOptions } from "../examples/example.ts";
import type { PluginOptions } from "../options.ts";
import { collectDefinitions } from "./collect.ts";
import type { Definition } from "./definition.ts";
import { moduleFile } from "./module-file.ts";
import type { Reading, WorkerData } from "./reading.ts";

/**
 * Reads the definitions. A module is loaded in a thread of its own, so that every reading sees it as it is now, with
 * all that it imports.
 *
 * @throws Error with the module's name when it cannot be loaded or exports no message types
 */
export async function readDefinitions(
  { messages, importFrom, topic, broker }: PluginOptions,
  siteDir: string,
): Promise<Definition[]> {
  const options = { importFrom, topic, broker };
  if (typeof messages === "function") return collectDefinitions(await messages(), options);
  return readInThread(moduleFile(messages, siteDir), options);
}

function readInThread(file: string, options: ExampleOptions): Promise<Definition[]> {
  const workerData: WorkerData = { url: pathToFileURL(file).href, options };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./thread.js", import.meta.url), { workerData });
    worker.once("message", (reading: Reading) => {
      if ("definitions" in reading) resolve(reading.definitions);
      else reject(new Error(`docusaurus-plugin-wirebook: ${file}: ${reading.error}`));
      void worker.terminate();
    });
    worker.once("error", reject);
  });
}
