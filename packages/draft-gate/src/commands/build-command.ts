import path from "node:path";
import { Command } from "commander";
import { buildTrees } from "../build/build.ts";
import type { SiteOptions } from "../build/build-site.ts";
import { createProgress } from "../progress.ts";

interface BuildOptions extends SiteOptions {
  readonly siteDir: string;
  readonly outDir: string;
  readonly resume?: boolean;
  readonly allow?: readonly string[];
}

/** `docusaurus-draft-gate build` */
export function buildCommand(): Command {
  return new Command("build")
    .description(
      "build both trees, prove that the public one tells nothing of the drafts, and publish both at once",
    )
    .option("--site-dir <dir>", "the folder of the Docusaurus site", ".")
    .option("--out-dir <dir>", "the folder that receives current/public and current/private", "gated")
    .option("--config <file>", "the site's configuration, relative to its folder")
    .option("--locale <locale...>", "the locales to build (default: all that the site has)")
    .option("--resume", "take a tree from the build before, if it would become the same")
    .option("--allow <words...>", "words that the public tree may say, as the option of withDraftGate")
    .action(async ({ siteDir, outDir, config, resume, allow, ...others }: BuildOptions) => {
      const site = path.resolve(siteDir);
      // Relative, so that the copy of the site has a copy of it.
      const options = {
        ...others,
        ...(config && { config: path.relative(site, path.resolve(site, config)) }),
      };
      await buildTrees({
        siteDir: site,
        options,
        outDir: path.resolve(site, outDir),
        ...(resume && { resume }),
        ...(allow && { allow }),
        progress: createProgress(process.stdout),
      });
    });
}
