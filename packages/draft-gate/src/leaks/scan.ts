import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { Manifest } from "../model/manifest.ts";
import { createFinder } from "./finder.ts";
import type { Hit, Unread, Warning } from "./hit.ts";
import { partsOf } from "./reading/parts.ts";
import { remedyFor } from "./remedies.ts";
import { treeEntries } from "./tree-entries.ts";

/** What the scan of one tree found. */
export interface ScanResult {
  readonly files: number;
  /** HTML files among them: a tree without one is no site, and that nothing is found in it proves nothing. */
  readonly pages: number;
  readonly bytes: number;
  readonly needles: number;
  readonly hits: readonly Hit[];
  /** What may be chance, and refuses no tree. */
  readonly warnings: readonly Warning[];
  /** What could not be read, so that the scan says nothing of it. */
  readonly unread: readonly Unread[];
}

/**
 * Reads every file of a tree, and its name, and looks for whatever tells of a draft.
 *
 * @param until whether the hits so far are enough; by default all are looked for
 */
export async function scanTree(
  tree: string,
  manifest: Manifest,
  until: (hits: readonly Hit[]) => boolean = () => false,
): Promise<ScanResult> {
  const entries = await treeEntries(tree);
  const finder = createFinder(manifest, entries);
  const hits: Hit[] = [];
  const unread: Unread[] = [];
  let files = 0;
  let pages = 0;
  let bytes = 0;
  for (const { name, isFile } of entries) {
    const note = (reason: string) => unread.push({ file: name, reason });
    const content = isFile ? await contentOf(path.join(tree, name), note) : Buffer.alloc(0);
    files += isFile ? 1 : 0;
    pages += isFile && /\.html?$/i.test(name) ? 1 : 0;
    bytes += content.length;
    const parts = isFile ? partsOf(name, content, note) : [];
    for (const [kind, needle, source] of finder.find(name, parts)) {
      hits.push({ file: name, kind, needle, source, remedy: remedyFor(kind, name) });
    }
    if (until(hits)) break;
  }
  return { files, pages, bytes, needles: finder.needles, hits, warnings: finder.warnings(), unread };
}

/** A larger file is a film or a disk, and no memory has room for it. */
const largest = 1024 ** 3;

async function contentOf(file: string, note: (reason: string) => void): Promise<Buffer> {
  const { size } = await stat(file);
  if (size <= largest) return readFile(file);
  note(`is larger than ${largest / 1024 ** 3} GiB`);
  return Buffer.alloc(0);
}

/**
 * Refuses the result of a scan that had nothing to look at.
 *
 * @throws DraftGateError `blind` when the tree has no page
 */
export function demandPages(tree: string, { pages }: ScanResult): void {
  if (pages > 0) return;
  throw new DraftGateError(
    "blind",
    `${tree} has no page, so that nothing is found in it proves nothing. Is it the folder that the public build wrote?`,
  );
}
