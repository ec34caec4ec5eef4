import path from "node:path";
import { Command } from "commander";
import { DraftGateError } from "../error.ts";
import { reportLine, reportOf, showHits, showUnread } from "../leaks/report.ts";
import { demandPages, scanTree } from "../leaks/scan.ts";
import { readManifest } from "../model/manifest.ts";
import { createProgress } from "../progress.ts";

/** `docusaurus-draft-gate scan` */
export function scanCommand(): Command {
  return new Command("scan")
    .description("look for drafts in a public tree that was built elsewhere")
    .argument("<public>", "the folder of the public tree")
    .requiredOption("--manifest <file>", "the manifest that the private build wrote")
    .action(async (tree: string, { manifest: file }: { manifest: string }) => {
      const progress = createProgress(process.stdout);
      const manifest = await readManifest(path.resolve(file));
      const start = performance.now();
      const folder = path.resolve(tree);
      const result = await progress.step("scan", () => scanTree(folder, manifest));
      progress.line(`  ${reportLine(reportOf(manifest, result, (performance.now() - start) / 1000))}`);
      showUnread(result, progress);
      for (const { file, line, kind, words } of result.warnings) {
        progress.line(`  ${file}:${line}  ${kind} ${JSON.stringify(words)}, which may be chance`);
      }
      if (result.hits.length === 0) return demandPages(folder, result);
      showHits(result.hits, progress);
      throw new DraftGateError(
        "leak",
        `${tree} tells of drafts in ${result.hits.length} places. Do not publish it.`,
      );
    });
}
