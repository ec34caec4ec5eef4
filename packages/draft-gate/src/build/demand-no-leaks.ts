import { writeFile } from "node:fs/promises";
import { DraftGateError } from "../error.ts";
import { allowWords } from "../leaks/allow-words.ts";
import { countDrafts, reportLine, reportOf, showHits, showUnread } from "../leaks/report.ts";
import { demandPages, type ScanResult, scanTree } from "../leaks/scan.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Progress } from "../progress.ts";
import { type OutFolder, setAside } from "./out-folder.ts";

/**
 * Scans the public tree, and the private one to see that the scan sees anything.
 *
 * @param allow - words that the public tree may say, beside those of the site's own option
 * @throws DraftGateError `leak` or `blind`
 */
export async function demandNoLeaks(
  out: OutFolder,
  manifest: Manifest,
  allow: readonly string[],
  progress: Progress,
): Promise<void> {
  const start = performance.now();
  const [leaks, known] = await progress.step(
    "scan both trees",
    async () =>
      [
        await scanTree(out.trees.public, allowWords(manifest, allow)),
        await scanTree(out.trees.private, manifest, (hits) => hits.length > 0),
      ] as const,
  );
  const report = reportOf(manifest, leaks, (performance.now() - start) / 1000);
  progress.line(`  ${reportLine(report)}`);
  showUnread(leaks, progress);
  noteWords(leaks, out, progress);
  const { hits, warnings, unread } = leaks;
  const content = `${JSON.stringify({ ...report, leaks: hits, warnings, unread }, null, 2)}\n`;
  await writeFile(out.report, content, { mode: 0o600 });

  if (leaks.hits.length > 0) {
    showHits(leaks.hits, progress);
    await setAside(out);
    throw new DraftGateError(
      "leak",
      `The public tree tells of drafts in ${leaks.hits.length} places. Nothing was published; the tree is in ${out.refused.public}. What did not change since need not be built again: build --resume.`,
    );
  }
  demandPages(out.trees.public, leaks);
  if (countDrafts(manifest) > 0 && known.hits.length === 0) {
    throw new DraftGateError(
      "blind",
      `The site has ${countDrafts(manifest)} drafts, and the scan found none of them in the private tree, so it proves nothing of the public one. Nothing was published. Is ${out.trees.private} a tree that withDraftGate made?`,
    );
  }
}

function noteWords({ warnings }: ScanResult, { report }: OutFolder, { line, colors }: Progress): void {
  if (warnings.length === 0) return;
  // Which words these are, this output may not say: it goes to terminals and logs.
  line(
    colors.dim(
      `  ${warnings.length} titles, or words that others say too, of drafts stand in the public tree; ${report} lists them with file and line`,
    ),
  );
}
