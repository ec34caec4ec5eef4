import path from "node:path";
import { Command } from "commander";
import { buildTrees } from "../build/build.ts";
import { createProgress } from "../progress.ts";

/** `docusaurus-draft-gate build` */
export function buildCommand(): Command {
  return new Command("build")
    .description(
      "build both trees, prove that the public one tells nothing of the drafts, and publish both at once",
    )
    .option("--site-dir <dir>", "the folder of the Docusaurus site", ".")
    .option("--out-dir <dir>", "the folder that receives current/public and current/private", "gated")
    .action(async ({ siteDir, outDir }: { siteDir: string; outDir: string }) => {
      const site = path.resolve(siteDir);
      await buildTrees({
        siteDir: site,
        outDir: path.resolve(site, outDir),
        progress: createProgress(process.stdout),
      });
    });
}
