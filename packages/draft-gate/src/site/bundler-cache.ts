import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { originalOf } from "../model/mirror.ts";

/** The part of both bundlers' configurations that matters; `experiments.cache` is Rspack's alone. */
interface CacheSettings {
  readonly cache?: unknown;
  readonly experiments?: unknown;
}

/**
 * Cache settings that give each audience and each set of drafts a bundler cache of its own, in a folder of its own.
 * A page that links to a draft does not change when the other page becomes one, so a cache must not outlive the
 * set of drafts that it was made with; the folders of former sets are deleted.
 */
export function separateCache(config: CacheSettings, isServer: boolean, gate: Gate, context: LoadContext) {
  // What lies in a mirror is gone with it.
  const siteDir = gate.mirror ? originalOf(gate.mirror, context.siteDir) : context.siteDir;
  const folder = path.join(siteDir, "node_modules", ".cache", "docusaurus-draft-gate");
  const series = [
    context.currentBundler.name,
    gate.audience,
    context.i18n.currentLocale,
    isServer ? "server" : "client",
  ];
  const name = [...series, draftSetHash(gate)].join("-");
  const directory = path.join(folder, name);

  if (context.currentBundler.name === "rspack") {
    const { cache } = (config.experiments ?? {}) as { cache?: unknown };
    if (!isPersistent(cache)) return {};
    removeFormer(folder, `${series.join("-")}-`, name);
    const version = `${cache.version}-${name}`;
    return { experiments: { cache: { ...cache, version, storage: { type: "filesystem", directory } } } };
  }
  const { cache } = config;
  if (!isPersistent(cache)) return {};
  removeFormer(folder, `${series.join("-")}-`, name);
  return { cache: { ...cache, name: `${cache.name}-${name}`, cacheDirectory: directory } };
}

function isPersistent(cache: unknown): cache is { type: string; name?: string; version?: string } {
  return typeof cache === "object" && cache !== null && "type" in cache && cache.type !== "memory";
}

function draftSetHash({ drafts, settings }: Gate): string {
  const set = drafts.map(({ file, permalink }) => [file, permalink].join(" ")).sort();
  const text = JSON.stringify({ set, ...settings, leaveOpen: [...settings.leaveOpen] });
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function removeFormer(folder: string, prefix: string, kept: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return; // No cache yet.
  }
  for (const name of names) {
    if (name.startsWith(prefix) && name !== kept)
      rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}
