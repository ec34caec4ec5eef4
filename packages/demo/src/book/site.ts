import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pc } from "../terminal/colours.ts";
import { ended, gate, SITE_FOLDER } from "./gate.ts";

/** What the site is made of, from the root of the repository. */
const SOURCES = [
  "website/docs",
  "website/i18n",
  "website/plugins",
  "website/src",
  "website/static",
  "website/docusaurus.config.ts",
  "website/sidebars.ts",
  "schemas/src",
  "packages/codec/src",
  "packages/docusaurus-plugin/src",
  "packages/draft-gate/src",
  "packages/draft-gate/theme",
];

/** Builds both trees of the site, unless they are newer than all that they are made of. */
export async function buildSite(): Promise<void> {
  const built = timeOf(join(SITE_FOLDER, "gated/current"));
  const changed = Math.max(...SOURCES.map((source) => newest(join(SITE_FOLDER, "..", source))));
  if (built > changed) {
    console.log(pc.dim("  built before, and nothing has changed since"));
    return;
  }
  console.log(pc.dim("  the first build takes a minute or two"));
  await ended(gate(["build"]), "the build of the site");
}

/** When a file was last written, in milliseconds; 0 where there is none. */
function timeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newest(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.mtimeMs ?? 0;
  const inside = readdirSync(path, { recursive: true, withFileTypes: true });
  // What the site's own build writes there is no change.
  const files = inside.filter((entry) => entry.isFile() && !entry.parentPath.includes(".wirebook"));
  return Math.max(0, ...files.map((entry) => timeOf(join(entry.parentPath, entry.name))));
}
