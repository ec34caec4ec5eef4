import type { Progress } from "../build/progress.mjs";
import type { Manifest } from "./manifest.mjs";
import type { Hit, ScanResult } from "./scan.mjs";

/** The figures of one scan. */
export interface ScanReport {
  readonly drafts: number;
  readonly files: number;
  readonly needles: number;
  readonly hits: number;
  readonly seconds: number;
  readonly megabytes: number;
}

/** How many pages in all locales are drafts. */
export function countDrafts(manifest: Manifest): number {
  return Object.values(manifest.locales).reduce((sum, { drafts }) => sum + drafts.length, 0);
}

/** The figures of a scan that took `seconds`. */
export function reportOf(
  manifest: Manifest,
  { files, bytes, needles, hits }: ScanResult,
  seconds: number,
): ScanReport {
  return {
    drafts: countDrafts(manifest),
    files,
    needles,
    hits: hits.length,
    seconds: Number(seconds.toFixed(2)),
    megabytes: Number((bytes / 1e6).toFixed(1)),
  };
}

/** The figures on one line. */
export function reportLine({ drafts, files, needles, hits, seconds, megabytes }: ScanReport): string {
  return `${drafts} drafts, ${files} files, ${needles} needles, ${hits} hits, ${seconds} s, ${megabytes} MB`;
}

const shown = 20;

/** Shows where a tree tells of drafts, the first places of each remedy. */
export function showHits(hits: readonly Hit[], { line, colors }: Progress): void {
  for (const remedy of new Set(hits.map((hit) => hit.remedy))) {
    const group = hits.filter((hit) => hit.remedy === remedy);
    line("");
    for (const { file, kind, needle, source } of group.slice(0, shown)) {
      line(
        `  ${colors.red(file)}  ${kind} ${JSON.stringify(needle)}${source ? colors.dim(`  of ${source}`) : ""}`,
      );
    }
    if (group.length > shown) line(colors.dim(`  and ${group.length - shown} more like these`));
    line(`  → ${remedy}`);
  }
  line("");
}
