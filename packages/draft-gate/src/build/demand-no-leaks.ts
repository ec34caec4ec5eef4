import { writeFile } from "node:fs/promises";
import { DraftGateError } from "../error.ts";
import { countDrafts, reportLine, reportOf, showHits } from "../leaks/report.ts";
import { demandPages, scanTree } from "../leaks/scan.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Progress } from "../progress.ts";
import { type OutFolder, setAside } from "./out-folder.ts";

/**
 * Scans the public tree, and the private one to see that the scan sees anything.
 *
 * @throws DraftGateError `leak` or `blind`
 */
export async function demandNoLeaks(out: OutFolder, manifest: Manifest, progress: Progress): Promise<void> {
  const start = performance.now();
  const [leaks, known] = await progress.step(
    "scan both trees",
    async () =>
      [
        await scanTree(out.trees.public, manifest),
        await scanTree(out.trees.private, manifest, (hits) => hits.length > 0),
      ] as const,
  );
  const report = reportOf(manifest, leaks, (performance.now() - start) / 1000);
  progress.line(`  ${reportLine(report)}`);
  noteSpoken(manifest, progress);
  const content = `${JSON.stringify({ ...report, leaks: leaks.hits }, null, 2)}\n`;
  await writeFile(out.report, content, { mode: 0o600 });

  if (leaks.hits.length > 0) {
    showHits(leaks.hits, progress);
    await setAside(out);
    throw new DraftGateError(
      "leak",
      `The public tree tells of drafts in ${leaks.hits.length} places. Nothing was published; the tree is in ${out.refused}.`,
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

function noteSpoken(manifest: Manifest, { line, colors }: Progress): void {
  const spoken = new Set(Object.values(manifest.locales).flatMap((locale) => locale.spoken));
  if (spoken.size === 0) return;
  line(
    colors.dim(
      `  ${spoken.size} needles were not searched for, as public pages say them too; the manifest lists them`,
    ),
  );
}
