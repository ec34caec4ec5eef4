import type { Config } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";

const hashingThemes = new Set(["@easyops-cn/docusaurus-search-local", "@easyops-cn/search-local"]);

/**
 * The configuration with search indexes that are not named after their sources: the hash in such a name is taken
 * over all Markdown files and so changes with every change of a draft.
 */
export function withSearchIndexNames(site: Config, gate: Gate): Config {
  if (!gate.closes("search-index-name")) return site;
  const { themes = [], plugins = [] } = site;
  return { ...site, themes: themes.map(unhashed), plugins: plugins.map(unhashed) };
}

function unhashed<Entry>(entry: Entry): Entry {
  const [name, options] = Array.isArray(entry) ? entry : [entry, {}];
  if (typeof name !== "string" || ![...hashingThemes].some((theme) => isModule(name, theme))) return entry;
  return [name, { ...options, hashed: false }] as Entry;
}

function isModule(name: string, theme: string): boolean {
  return name === theme || name.replaceAll("\\", "/").includes(`/node_modules/${theme}/`);
}
