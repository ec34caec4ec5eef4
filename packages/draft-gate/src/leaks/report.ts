import type { Manifest } from "../model/manifest.ts";
import type { Progress } from "../progress.ts";
import type { Hit } from "./hit.ts";
import type { ScanResult } from "./scan.ts";

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
  const counted = Object.entries({ draft: drafts, file: files, needle: needles, hit: hits });
  const counts = counted.map(([name, count]) => `${count} ${count === 1 ? name : `${name}s`}`);
  return [...counts, `${seconds} s`, `${megabytes} MB`].join(", ");
}

const shownFiles = 40;

/** Names what of a tree was not read, so that the scan says nothing of it. */
export function showUnread({ unread }: ScanResult, { line }: Progress): void {
  for (const { file, reason } of unread) line(`  not read: ${file} ${reason}`);
}

/** Shows where a tree tells of drafts: under each remedy the files, and of each file the first needle of each kind. */
export function showHits(hits: readonly Hit[], { line, colors }: Progress): void {
  for (const remedy of new Set(hits.map((hit) => hit.remedy))) {
    const group = hits.filter((hit) => hit.remedy === remedy);
    const files = [...new Set(group.map(({ file }) => file))];
    line("");
    for (const file of files.slice(0, shownFiles)) {
      const inFile = group.filter((hit) => hit.file === file);
      for (const kind of new Set(inFile.map((hit) => hit.kind))) {
        const [first, ...others] = inFile.filter((hit) => hit.kind === kind);
        const source = first?.source ? `  of ${first.source}` : "";
        const more = others.length > 0 ? `  and ${others.length} more` : "";
        line(`  ${colors.red(file)}  ${kind} ${JSON.stringify(first?.needle)}${colors.dim(source + more)}`);
      }
    }
    if (files.length > shownFiles) line(colors.dim(`  and ${files.length - shownFiles} more files`));
    line(`  → ${remedy}`);
  }
  line("");
}
