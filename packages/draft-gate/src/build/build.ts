import { stat } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import { copySite, placeMirror } from "../mirror/create-mirror.ts";
import type { Audience } from "../model/audience.ts";
import { type Manifest, readManifest } from "../model/manifest.ts";
import { packedFolder, writeRelease } from "../model/release.ts";
import type { Progress } from "../progress.ts";
import { indexTree } from "../release/index-tree.ts";
import { openPackedStore } from "../release/packed-store.ts";
import { createPolicyNeeds } from "../release/policy-needs.ts";
import { adviseOnPolicy, type TreeNeeds } from "./advise-on-policy.ts";
import { notWrapped, type SiteBuild, type SiteOptions, startSite } from "./build-site.ts";
import { demandNoLeaks } from "./demand-no-leaks.ts";
import { linkEqualFiles } from "./link-equal-files.ts";
import { withLock } from "./lock.ts";
import { type OutFolder, outFolder, publish, startWork, takeFolder } from "./out-folder.ts";
import { removeAtEnd } from "./remove-at-end.ts";

/** What to build and where to. */
export interface BuildRequest {
  readonly siteDir: string;
  readonly options?: SiteOptions;
  readonly outDir: string;
  readonly progress: Progress;
}

/**
 * Builds both trees of a site, proves that the public one tells nothing of the drafts, and publishes both at once.
 * Until the very last step the trees that were published before stay as they are, whatever happens.
 *
 * @throws DraftGateError `locked`, `build`, `config`, `leak` or `blind`
 */
export async function buildTrees({ siteDir, options = {}, outDir, progress }: BuildRequest): Promise<void> {
  await demandSite(siteDir);
  const out = outFolder(outDir);
  await takeFolder(out);
  await withLock(out.root, progress, async () => {
    await startWork(out);
    const manifest = await buildBoth({ siteDir, options }, out, progress);
    await demandNoLeaks(out, manifest, progress);
    await progress.step(
      "link equal files",
      () => linkEqualFiles(out.trees.public, out.trees.private),
      (saved) => `${(saved / 1e6).toFixed(1)} MB saved`,
    );
    const needs = await progress.step("index and pack", () => indexRelease(out, manifest));
    const hosts = Object.values(manifest.locales).flatMap((locale) => locale.hosts);
    await adviseOnPolicy(out, needs, hosts, progress);
    await progress.step("publish", () => publish(out));
    progress.line(`  ${path.join(out.current, "public")}\n  ${path.join(out.current, "private")}`);
  });
}

async function demandSite(siteDir: string): Promise<void> {
  const found = await stat(siteDir).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new DraftGateError(
    "config",
    `${siteDir} is no folder. Give --site-dir the folder of the Docusaurus site.`,
  );
}

/** Both processes load Docusaurus at once, but only one works on the site at a time. */
async function buildBoth(
  site: Pick<SiteBuild, "siteDir" | "options">,
  out: OutFolder,
  progress: Progress,
): Promise<Manifest> {
  const start = (audience: Audience) => {
    const log = path.join(out.logs, `${audience}.log`);
    return startSite({ ...site, audience, outDir: out.trees[audience], log, manifest: out.manifest });
  };
  const [readers, everybody] = [start("private"), start("public")];
  try {
    await progress.step("build the private tree", () => readers.build());
    const manifest = await manifestOf(site.siteDir, out);
    await removeAtEnd(
      await placeMirror(site.siteDir),
      async (mirror) => {
        const copy = () => copySite(site.siteDir, manifest, mirror);
        await progress.step("copy the site without its drafts", copy);
        await progress.step("build the public tree", () => everybody.build(mirror));
      },
      () => everybody.end(),
    );
    return manifest;
  } finally {
    readers.end();
    everybody.end();
  }
}

async function manifestOf(siteDir: string, out: OutFolder): Promise<Manifest> {
  return readManifest(out.manifest).catch((cause: unknown) => {
    throw notWrapped(siteDir, { cause });
  });
}

/** Writes what the server reads before it serves the trees. */
async function indexRelease({ work, trees, packed }: OutFolder, { site }: Manifest): Promise<TreeNeeds> {
  const store = openPackedStore(packed);
  const index = async (audience: Audience) => {
    const asked = createPolicyNeeds();
    const files = await indexTree(trees[audience], packedFolder(work, audience), store, asked);
    return { files, needs: asked.list() };
  };
  const [everybody, readers] = [await index("public"), await index("private")];
  await store.prune();
  const needs = { public: everybody.needs, private: readers.needs };
  await writeRelease(work, {
    release: 1,
    site,
    trees: { public: everybody.files, private: readers.files },
    needs,
  });
  return needs;
}
