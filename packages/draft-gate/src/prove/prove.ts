import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { demandSite } from "../build/build.ts";
import type { SiteOptions } from "../build/build-site.ts";
import { outFolder, takeFolder } from "../build/out-folder.ts";
import { removeAtEnd } from "../build/remove-at-end.ts";
import { DraftGateError } from "../error.ts";
import { countDrafts } from "../leaks/report.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Progress } from "../progress.ts";
import { type Comparison, compareTrees, filesThatSay } from "./compare-trees.ts";
import { type Inventory, readInventory, withoutDrafts } from "./inventory.ts";
import { createJournal, type Journal } from "./journal.ts";
import { createRandom } from "./random.ts";
import { type Row, showDifferences, showTable } from "./report.ts";
import { type Rewritten, rewriteDrafts } from "./rewrite-drafts.ts";
import { type PublicTree, takeWorkshop, type Workshop } from "./workshop.ts";

/** What to prove, and how often. */
export interface ProofRequest {
  readonly siteDir: string;
  readonly options?: SiteOptions;
  readonly rewrites: number;
  /** Of the first rewriting; each after it has the next number. */
  readonly seed: number;
  /** Where trees that differ are kept, and the output of Docusaurus. */
  readonly outDir?: string | undefined;
  readonly progress: Progress;
}

/** The site as it is, before anything is rewritten. */
interface Original {
  readonly manifest: Manifest;
  readonly tree: PublicTree;
  readonly inventory: Inventory;
}

/** One rewriting, and what came of it. */
interface Trial {
  /** What there was to rewrite, without what turned out to be made by the site itself. */
  readonly inventory: Inventory;
  readonly row: Row;
  readonly tree: PublicTree;
  readonly comparison: Comparison;
}

/**
 * Rewrites the drafts of a copy of a site at random, builds its public tree again, and demands that it is equal to the
 * last byte to that of the site as it is.
 *
 * @throws DraftGateError `leak` where it is not, `blind` where that says nothing, `build`, `config` or `locked`
 */
export async function prove(request: ProofRequest): Promise<void> {
  const { siteDir, options = {}, outDir, progress } = request;
  await demandSite(siteDir);
  if (outDir !== undefined) await takeFolder(outFolder(outDir));
  const logs = outDir && path.join(outDir, "logs");
  const workshop = await takeWorkshop(siteDir, options, logs);
  await removeAtEnd(
    workshop,
    () =>
      proveIn(workshop, request).catch((error: unknown) => {
        if (error instanceof DraftGateError && error.code === "build") workshop.keepLogs();
        throw error;
      }),
    () => workshop.stop(),
  );
  progress.line("  The public tree is the same whatever the drafts are.");
}

async function proveIn(workshop: Workshop, request: ProofRequest): Promise<void> {
  const { rewrites, seed, progress } = request;
  const original = await readOriginal(workshop, progress);
  const rows: Row[] = [];
  let { inventory } = original;
  for (let index = 0; index < rewrites; index++) {
    const name = `rewriting ${index + 1} of ${rewrites}, --seed ${seed + index}`;
    const trial = await tryOnce(workshop, { ...original, inventory }, seed + index, name, progress);
    rows.push(trial.row);
    inventory = trial.inventory;
    if (trial.comparison.differences.length > 0) await judge(workshop, original, trial, request, rows);
  }
  showTable(rows, progress);
}

async function readOriginal(workshop: Workshop, progress: Progress): Promise<Original> {
  await progress.step("copy the site", () => workshop.open());
  const manifest = await progress.step(
    "find its drafts",
    () => workshop.findDrafts(),
    (found) => `${countDrafts(found)} drafts`,
  );
  const tree = await progress.step("build its public tree", () => workshop.buildPublic(manifest, "before"));
  const named = await filesThatSay(tree.folder, workshop.places);
  if (named.length > 0) {
    progress.line(
      `  ${named.length} files of the public tree say in which folder it was built, such as ${named[0]}`,
    );
  }
  const inventory = readInventory(manifest, workshop.siteDir, workshop.copy, tree.folder);
  const { documents, assets } = inventory;
  const kept = documents.filter(({ isNamed }) => isNamed).length;
  progress.line(
    `  ${documents.length} drafts, each with its translations, of which ${kept} keep their address, as public sources name them; ${assets.length} files that only drafts use`,
  );
  return { manifest, tree, inventory };
}

async function tryOnce(
  workshop: Workshop,
  original: Original,
  seed: number,
  name: string,
  progress: Progress,
): Promise<Trial> {
  const start = performance.now();
  const journal = createJournal(new Set(original.inventory.roots.map(({ base }) => base)));
  try {
    const { inventory, rewritten, manifest } = await rewriteAndFind(
      workshop,
      original.inventory,
      { seed, name, journal },
      progress,
    );
    demandOthers(manifest, original, name);
    const tree = await progress.step(
      `${name}: build its public tree`,
      () => workshop.buildPublic(manifest, "after"),
      ({ mirror }) => (mirror === original.tree.mirror ? "from the same sources, to the byte" : ""),
    );
    const comparison = await compareTrees(original.tree.folder, tree.folder);
    const { files, bytes, differences } = comparison;
    const seconds = (performance.now() - start) / 1000;
    const row = { ...rewritten, seed, files, bytes, differences: differences.length, seconds };
    return { inventory, row, comparison, tree };
  } finally {
    journal.undo();
  }
}

function summary({ rewritten, moved, deleted, added }: Rewritten): string {
  return `${rewritten} rewritten, of which ${moved} moved, ${deleted} deleted, ${added} added`;
}

interface Rewriting {
  readonly seed: number;
  readonly name: string;
  readonly journal: Journal;
}

/** Rewrites the drafts; once more without those that the site itself makes at each build, where it turns out to. */
async function rewriteAndFind(
  workshop: Workshop,
  inventory: Inventory,
  rewriting: Rewriting,
  progress: Progress,
): Promise<{ inventory: Inventory; rewritten: Rewritten; manifest: Manifest }> {
  const { seed, name, journal } = rewriting;
  const rewritten = rewriteDrafts(inventory, createRandom(String(seed)), journal);
  const manifest = await progress.step(
    `${name}: find its drafts`,
    () => workshop.findDrafts(),
    (found) => `${countDrafts(found)} drafts: ${summary(rewritten)}`,
  );
  const made = inventory.documents.filter(({ files }) => files.some((file) => isAsBefore(file, rewritten)));
  if (made.length === 0) return { inventory, rewritten, manifest };
  progress.line(
    `  ${made.length} drafts are made by the site itself at each build, and were again as before: the others are rewritten without them`,
  );
  journal.undo();
  return rewriteAndFind(workshop, withoutDrafts(inventory, made), rewriting, progress);
}

function isAsBefore(file: string, { files }: Rewritten): boolean {
  const written = files.get(file);
  return existsSync(file) && readFileSync(file, "utf8") !== written;
}

/** A rewriting that no page shows proves nothing. */
function demandOthers(manifest: Manifest, original: Original, name: string): void {
  // In any order: builds find things as they happen to.
  const told = ({ locales }: Manifest) =>
    Object.values(locales)
      .flatMap(({ needles, words }) => [...needles, ...words].map(({ text }) => text))
      .sort()
      .join("\n");
  if (told(manifest) !== told(original.manifest)) return;
  throw new DraftGateError(
    "blind",
    `The ${name}, changed nothing that the private tree shows, so it proves nothing. Does the site have a folder of content, and does it make its drafts itself?`,
  );
}

/**
 * Tells what a difference comes from. A site that is another one each time that it is built, without any change, says
 * nothing about its drafts.
 */
async function judge(
  workshop: Workshop,
  original: Original,
  { row, tree, comparison: { differences } }: Trial,
  { outDir, progress }: ProofRequest,
  rows: readonly Row[],
): Promise<never> {
  const again = await progress.step("build the public tree of the site as it is once more", () =>
    workshop.buildPublic(original.manifest, "again"),
  );
  const unsteady = new Set(
    (await compareTrees(original.tree.folder, again.folder)).differences.map(({ file }) => file),
  );
  const telling = differences.filter(({ file }) => !unsteady.has(file));
  showDifferences(telling.length > 0 ? telling : differences, progress);
  if (outDir !== undefined) {
    await workshop.keep(original.tree, path.join(outDir, "before"));
    await workshop.keep(tree, path.join(outDir, "after"));
  }
  showTable(rows, progress);
  if (telling.length === 0) {
    throw new DraftGateError(
      "blind",
      `The public tree is another one each time that it is built, in ${unsteady.size} files, without any change of the drafts, so nothing is proven. Take out what says when or where it was built.`,
    );
  }
  const look =
    outDir === undefined
      ? `Add --out-dir DIR to keep both trees.`
      : `Both trees are in ${outDir}: before and after.`;
  throw new DraftGateError(
    "leak",
    `The public tree changed with the drafts, in ${telling.length} files: it tells of them. Repeat it with --rewrites 1 --seed ${row.seed}. ${look}`,
  );
}
