import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { PluginOptions } from "../options.mjs";
import { collectDefinitions } from "./collect.mjs";
import type { Definition, ReadingOptions } from "./definition.mjs";

/** What the worker answers. */
export type Reading = { readonly definitions: Definition[] } | { readonly error: string };

/** The file that a module name stands for, seen from the site's folder. */
export function moduleFile(name: string, siteDir: string): string {
  if (/^[./]|^[A-Za-z]:[\\/]/.test(name)) return path.resolve(siteDir, name);
  const require = createRequire(path.join(siteDir, "package.json"));
  try {
    return require.resolve(name, { paths: [siteDir] });
  } catch (error) {
    // A package for ES modules alone, which `require` does not find its way into.
    const folder = require.resolve.paths(name)?.map((one) => path.join(one, name));
    for (const candidate of folder ?? []) {
      try {
        const manifest = require(path.join(candidate, "package.json")) as {
          exports?: { "."?: { default?: string; import?: string } };
        };
        const entry = manifest.exports?.["."];
        const file = entry?.import ?? entry?.default;
        if (file !== undefined) return path.join(candidate, file);
      } catch {
        // Not in this folder.
      }
    }
    throw new Error(`docusaurus-plugin-wirebook: cannot find the module "${name}"`, { cause: error });
  }
}

/**
 * Reads the definitions. A module is loaded in a thread of its own, so that every reading sees it as it is now, with
 * all that it imports.
 */
export async function readDefinitions(
  { messages, importFrom, topic, broker }: PluginOptions,
  siteDir: string,
): Promise<Definition[]> {
  const reading = { importFrom, topic, broker };
  if (typeof messages === "function") return collectDefinitions(await messages(), reading);
  return readInThread(moduleFile(messages, siteDir), reading);
}

function readInThread(file: string, options: ReadingOptions): Promise<Definition[]> {
  return new Promise((resolve, reject) => {
    const workerData = { url: pathToFileURL(file).href, options };
    const worker = new Worker(new URL("./thread.mjs", import.meta.url), { workerData });
    worker.once("message", (reading: Reading) => {
      if ("definitions" in reading) resolve(reading.definitions);
      else reject(new Error(`docusaurus-plugin-wirebook: ${file}: ${reading.error}`));
      void worker.terminate();
    });
    worker.once("error", reject);
  });
}
