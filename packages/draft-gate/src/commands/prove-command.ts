import { randomInt } from "node:crypto";
import path from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { SiteOptions } from "../build/build-site.ts";
import { createProgress } from "../progress.ts";
import { prove } from "../prove/prove.ts";

interface ProveOptions extends SiteOptions {
  readonly siteDir: string;
  readonly rewrites: number;
  readonly seed?: number;
  readonly outDir?: string;
}

/** `docusaurus-draft-gate prove` */
export function proveCommand(): Command {
  return new Command("prove")
    .description(
      "rewrite the drafts of a copy of the site at random, and demand that its public tree stays the same to the last byte",
    )
    .option("--site-dir <dir>", "the folder of the Docusaurus site", ".")
    .option("--rewrites <count>", "how often to rewrite them", wholeNumber, 2)
    .option(
      "--seed <number>",
      "the chance of the first rewriting, to repeat it (default: another one each time)",
      wholeNumber,
    )
    .option("--config <file>", "the site's configuration, relative to its folder")
    .option("--locale <locale...>", "the locales to build (default: all that the site has)")
    .option("--out-dir <dir>", "keep both trees here where they differ, readable by their owner only")
    .action(async ({ siteDir, rewrites, seed, config, outDir, ...others }: ProveOptions) => {
      const site = path.resolve(siteDir);
      await prove({
        siteDir: site,
        // Relative, so that each copy of the site has a copy of it.
        options: { ...others, ...(config && { config: path.relative(site, path.resolve(site, config)) }) },
        rewrites,
        seed: seed ?? randomInt(1, 1_000_000),
        outDir: outDir && path.resolve(site, outDir),
        progress: createProgress(process.stdout),
      });
    });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError("Expected a whole number from 1 to 999999999.");
}
