import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../run/folder.ts";
import type { Judge } from "../run/judge.ts";
import { kinds, leftOut } from "./sites/kinds.ts";
import { copyFixture, gateFolder, newSite, sharePackages } from "./sites/new-site.ts";

/** Which sites, and how often their drafts are rewritten. */
export interface RewritingSettings {
  /** Names of sites; nothing for all. */
  readonly sites?: readonly string[] | undefined;
  /** How often, on each; nothing for what each is due. */
  readonly rewrites?: string | undefined;
  readonly seed?: string | undefined;
}

interface Site {
  readonly name: string;
  readonly rewrites: number;
  /** Makes the site in a folder that is not there yet, or says where it is. */
  place(folder: string): string;
}

/** Rewritings of a site that is much like those that people have; of a small one. */
const [many, few] = [20, 2];

const sites: readonly Site[] = [
  {
    name: "fixture",
    rewrites: many,
    place: (folder) => {
      copyFixture(folder);
      return folder;
    },
  },
  { name: "website", rewrites: many, place: () => join(gateFolder, "../../website") },
  ...kinds.map((kind) => ({
    name: kind.name,
    rewrites: few,
    place: (folder: string) => {
      newSite(folder, kind);
      return folder;
    },
  })),
];

/** The names of all sites. */
export const siteNames = sites.map(({ name }) => name);

/** Rewrites the drafts of each site, and demands that its public tree stays the same. */
export async function proveRewritings(settings: RewritingSettings, judge: Judge): Promise<void> {
  const folder = temporaryFolder("sites");
  mkdirSync(folder, { recursive: true });
  sharePackages(folder);
  for (const { name, rewrites, place } of sites) {
    if (settings.sites !== undefined && !settings.sites.includes(name)) continue;
    const count = settings.rewrites ?? String(rewrites);
    console.log(`\n   ${name}`);
    const args = ["--site-dir", place(join(folder, name)), "--rewrites", count];
    const seed = settings.seed === undefined ? [] : ["--seed", settings.seed];
    const command = join(gateFolder, "dist/main.js");
    const { status } = spawnSync(process.execPath, [command, "prove", ...args, ...seed], {
      stdio: "inherit",
    });
    judge.claim(status === 0, `${name}: ${count} rewritings, not one byte of difference`);
  }
  for (const [name, reason] of Object.entries(leftOut)) console.log(`   left out: ${name}, as ${reason}`);
}
