import { statSync } from "node:fs";
import path from "node:path";
import { coreOf, loadConfig } from "./load-config.ts";

// The process that loads a site's configuration and prints the folders that options of plugins and presets call `path`.
const [siteDir = ".", config] = process.argv.slice(2);
const siteConfig = await loadConfig(coreOf(siteDir), siteDir, config);
const named = pathsIn([siteConfig?.plugins, siteConfig?.presets]);
const folders = [...new Set(named.map((name) => path.resolve(siteDir, name)))].filter((folder) =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory(),
);
process.stdout.write(`\n${JSON.stringify(folders)}\n`, () => process.exit(0));

function pathsIn(options: unknown): string[] {
  if (Array.isArray(options)) return options.flatMap(pathsIn);
  if (typeof options !== "object" || options === null) return [];
  return Object.entries(options).flatMap(([name, option]) =>
    name === "path" && typeof option === "string" ? [option] : pathsIn(option),
  );
}
