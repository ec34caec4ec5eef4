import { writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import { type Manifest, readManifest } from "../proof/manifest.ts";
import { countDrafts, reportLine, reportOf, showHits } from "../proof/report.ts";
import { scanTree } from "../proof/scan.ts";
import { indexTree } from "../release/index-tree.ts";
import { packedFolder, writeRelease } from "../release/release.ts";
import { startSite } from "./build-site.ts";
import { linkEqualFiles } from "./link-equal-files.ts";
import { withLock } from "./lock.ts";
import { type OutFolder, outFolder, publish, setAside, startWork } from "./out-folder.ts";
import type { Progress } from "./progress.ts";

/** What to build and where to. */
export interface BuildRequest {
  readonly siteDir: string;
  readonly outDir: string;
  readonly progress: Progress;
}

/**
 * Builds both trees of a site, proves that the public one tells nothing of the drafts, and publishes both at once.
 * Until the very last step the trees that were published before stay as they are, whatever happens.
 *
 * @throws DraftGateError `locked`, `build`, `config`, `leak` or `blind`
 */
export async function buildTrees({ siteDir, outDir, progress }: BuildRequest): Promise<void> {
  const out = outFolder(outDir);
  await withLock(out.root, progress, async () => {
    await startWork(out);
    const trees = { public: path.join(out.work, "public"), private: path.join(out.work, "private") };
    // Both processes load Docusaurus at once, but only one works on the site at a time.
    const sites = (["private", "public"] as const).map((audience) => {
      const log = path.join(out.logs, `${audience}.log`);
      const site = startSite({ siteDir, audience, outDir: trees[audience], log, manifest: out.manifest });
      return { audience, site };
    });
    try {
      for (const { audience, site } of sites) {
        await progress.step(`build the ${audience} tree`, () => site.build());
      }
    } finally {
      for (const { site } of sites) site.end();
    }
    const manifest = await readManifest(out.manifest).catch((cause: unknown) => {
      throw new DraftGateError(
        "config",
        `The private build wrote no manifest of drafts, so nothing can be proven. Wrap the configuration in ${siteDir} with withDraftGate.`,
        { cause },
      );
    });
    await prove(out, trees, manifest, progress);
    await progress.step(
      "link equal files",
      () => linkEqualFiles(trees.public, trees.private),
      (saved) => `${(saved / 1e6).toFixed(1)} MB saved`,
    );
    await progress.step("index and pack", () => indexRelease(out.work, trees, manifest));
    await progress.step("publish", () => publish(out));
    progress.line(`  ${path.join(out.current, "public")}\n  ${path.join(out.current, "private")}`);
  });
}

/** Writes what the server reads before it serves the trees. */
async function indexRelease(
  folder: string,
  trees: { public: string; private: string },
  { site }: Manifest,
): Promise<void> {
  const done = new Map<string, string>();
  await writeRelease(folder, {
    release: 1,
    site,
    trees: {
      public: await indexTree(trees.public, packedFolder(folder, "public"), done),
      private: await indexTree(trees.private, packedFolder(folder, "private"), done),
    },
  });
}

async function prove(
  out: OutFolder,
  trees: { public: string; private: string },
  manifest: Manifest,
  progress: Progress,
): Promise<void> {
  const start = performance.now();
  const [leaks, known] = await progress.step(
    "scan both trees",
    async () =>
      [
        await scanTree(trees.public, manifest),
        await scanTree(trees.private, manifest, (hits) => hits.length > 0),
      ] as const,
  );
  const report = reportOf(manifest, leaks, (performance.now() - start) / 1000);
  progress.line(`  ${reportLine(report)}`);
  noteSpoken(manifest, progress);
  await writeFile(out.report, `${JSON.stringify({ ...report, leaks: leaks.hits }, null, 2)}\n`, {
    mode: 0o600,
  });

  if (leaks.hits.length > 0) {
    showHits(leaks.hits, progress);
    await setAside(out);
    throw new DraftGateError(
      "leak",
      `The public tree tells of drafts in ${leaks.hits.length} places. Nothing was published; the tree is in ${out.refused}.`,
    );
  }
  if (countDrafts(manifest) > 0 && known.hits.length === 0) {
    throw new DraftGateError(
      "blind",
      `The site has ${countDrafts(manifest)} drafts, and the scan found none of them in the private tree, so it proves nothing of the public one. Nothing was published. Is ${trees.private} a tree that withDraftGate made?`,
    );
  }
}

function noteSpoken(manifest: Manifest, { line, colors }: Progress): void {
  const spoken = new Set(Object.values(manifest.locales).flatMap((locale) => locale.spoken));
  if (spoken.size > 0) {
    line(
      colors.dim(
        `  ${spoken.size} needles were not searched for, as public pages say them too; the manifest lists them`,
      ),
    );
  }
}
