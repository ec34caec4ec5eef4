import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pc } from "../terminal/colours.ts";
import { ended, gate, SITE_FOLDER } from "./gate.ts";

/** Where the site may take something from: its own pages, the packages' sources and READMEs, the changes to come. */
const SOURCES = [".changeset", "packages", "schemas", "website"];

/** Folders of what a build writes or a test needs. */
const NO_SOURCES = new Set(["node_modules", "dist", "test", "gated", ".docusaurus", ".cache", ".wirebook"]);

/** Seconds that both trees took, measured. */
const MEASURED = 135;

/** Builds both trees of the site, unless they are newer than all that they are made of. */
export async function buildSite(): Promise<void> {
  const built = timeOf(join(SITE_FOLDER, "gated/current"));
  const changed = Math.max(...SOURCES.map((source) => newest(join(SITE_FOLDER, "..", source))));
  if (built > changed) {
    console.log(pc.dim("  built before, and nothing has changed since"));
    return;
  }
  console.log(pc.dim(`  a build takes some ${MEASURED} s on two cores; the next start does without`));
  await ended(gate(["build"]), "the build of the site");
}

/** When a file was last written, in milliseconds; 0 where there is none. */
function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When the newest file of a folder was written. */
function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path).filter((name) => !NO_SOURCES.has(name));
  return Math.max(0, ...inside.map((name) => newest(join(path, name))));
}
