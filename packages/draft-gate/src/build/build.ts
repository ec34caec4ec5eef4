import { createHash } from "node:crypto";
import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import { copySite, placeMirror, siteFingerprint } from "../mirror/create-mirror.ts";
import { fingerprint } from "../mirror/fingerprint.ts";
import type { Audience } from "../model/audience.ts";
import { type Manifest, readManifest } from "../model/manifest.ts";
import { packedFolder, writeRelease } from "../model/release.ts";
import type { Progress } from "../progress.ts";
import { indexTree } from "../release/index-tree.ts";
import { openPackedStore } from "../release/packed-store.ts";
import { createPolicyNeeds } from "../release/policy-needs.ts";
import { adviseOnPolicy, type TreeNeeds } from "./advise-on-policy.ts";
import { notWrapped, type SiteBuild, type SiteOptions, type SiteProcess, startSite } from "./build-site.ts";
import { demandNoLeaks } from "./demand-no-leaks.ts";
import { type KeptTrees, keptTrees, noteMade, nothingKept } from "./kept-trees.ts";
import { linkEqualFiles } from "./link-equal-files.ts";
import { withLock } from "./lock.ts";
import { type OutFolder, outFolder, publish, startWork, takeFolder } from "./out-folder.ts";
import { removeAtEnd } from "./remove-at-end.ts";

/** What to build and where to. */
export interface BuildRequest {
  readonly siteDir: string;
  readonly options?: SiteOptions;
  readonly outDir: string;
  /** Whether to take the trees of the build before that would become the same. */
  readonly resume?: boolean;
  /** Words that the public tree may say, beside those of the site's own option. */
  readonly allow?: readonly string[];
  readonly progress: Progress;
}

/**
 * Builds both trees of a site, proves that the public one tells nothing of the drafts, and publishes both at once.
 * Until the very last step the trees that were published before stay as they are, whatever happens.
 *
 * @throws DraftGateError `locked`, `build`, `config`, `leak` or `blind`
 */
export async function buildTrees(request: BuildRequest): Promise<void> {
  const { siteDir, options = {}, outDir, resume = false, allow = [], progress } = request;
  await demandSite(siteDir);
  const out = outFolder(outDir);
  await takeFolder(out);
  await withLock(out.root, progress, async () => {
    const kept = resume ? await keptTrees(out) : nothingKept;
    await startWork(out);
    const manifest = await buildBoth({ siteDir, options }, out, kept, progress);
    await demandNoLeaks(out, manifest, allow, progress);
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

/** @throws DraftGateError `config` when there is no such folder */
export async function demandSite(siteDir: string): Promise<void> {
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
  kept: KeptTrees,
  progress: Progress,
): Promise<Manifest> {
  const start = (audience: Audience) => {
    const log = path.join(out.logs, `${audience}.log`);
    return startSite({ ...site, audience, outDir: out.trees[audience], log, manifest: out.manifest });
  };
  const [readers, everybody] = [start("private"), start("public")];
  try {
    const manifest = await buildPrivate(site, readers, out, kept, progress);
    const inputs = { private: await privateInputs(site, manifest) };
    await removeAtEnd(
      await placeMirror(site.siteDir),
      async (mirror) => {
        const copy = () => copySite(site.siteDir, manifest, mirror);
        await progress.step("copy the site without its drafts", copy);
        const hash = inputsOf(site, await fingerprint(mirror.folder), toldInPublic(manifest));
        const isKept = await kept.take("public", hash);
        if (isKept)
          progress.line("  the public tree would be that of the build before, and is taken from it");
        else await progress.step("build the public tree", () => everybody.build(mirror));
        await noteMade(out, { ...inputs, public: hash, manifest });
      },
      () => everybody.end(),
    );
    return manifest;
  } finally {
    readers.end();
    everybody.end();
  }
}

async function buildPrivate(
  site: Pick<SiteBuild, "siteDir" | "options">,
  readers: SiteProcess,
  out: OutFolder,
  kept: KeptTrees,
  progress: Progress,
): Promise<Manifest> {
  if (kept.manifest && (await kept.take("private", await privateInputs(site, kept.manifest)))) {
    progress.line("  the private tree would be that of the build before, and is taken from it");
    await writeFile(out.manifest, JSON.stringify(kept.manifest), { mode: 0o600 });
    return kept.manifest;
  }
  await progress.step("build the private tree", () => readers.build());
  return manifestOf(site.siteDir, out);
}

async function privateInputs(
  site: Pick<SiteBuild, "siteDir" | "options">,
  manifest: Manifest,
): Promise<string> {
  return inputsOf(site, await siteFingerprint(site.siteDir, manifest));
}

/** One hash over all that a tree is made from, so far as it can be known. */
function inputsOf({ options }: Pick<SiteBuild, "options">, ...parts: readonly unknown[]): string {
  const text = JSON.stringify([process.version, options, ...parts]);
  return createHash("sha256").update(text).digest("hex");
}

/** What the public build is told of the drafts: what it closes in its pages depends on it. */
function toldInPublic({ locales }: Manifest): unknown {
  return Object.entries(locales).map(([name, { drafts, hidden }]) => [name, drafts, hidden]);
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
