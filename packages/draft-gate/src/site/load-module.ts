import { createRequire } from "node:module";
import { loadFreshModule } from "@docusaurus/utils";

/** A plugin or preset as its module gives it, and the file it came from. */
export interface LoadedModule<Main> {
  readonly main: Main;
  readonly exports: Record<string, unknown>;
  readonly file: string;
}

/**
 * Loads a plugin or preset by the name that stands in the configuration, with the short names that Docusaurus
 * allows (`classic`, `@acme/docs`).
 */
export async function loadByName<Main>(
  name: string,
  type: "plugin" | "preset",
  configFile: string,
): Promise<LoadedModule<Main>> {
  const require = createRequire(configFile);
  const candidates = fullNames(name, type);
  const found = candidates.find((candidate) => resolves(require, candidate));
  const file = require.resolve(found ?? name);
  const exports = (await loadFreshModule(file)) as Record<string, unknown>;
  return { main: (exports.default ?? exports) as Main, exports, file };
}

function fullNames(name: string, type: "plugin" | "preset"): string[] {
  if (!name.startsWith("@")) return [name, `@docusaurus/${type}-${name}`, `docusaurus-${type}-${name}`];
  const [scope, ...rest] = name.split("/");
  if (rest.length === 0) return [`${scope}/docusaurus-${type}`];
  return [name, `${scope}/docusaurus-${type}-${rest.join("/")}`];
}

function resolves(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
