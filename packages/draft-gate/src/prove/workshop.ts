import { rmSync } from "node:fs";
import { chmod, cp, mkdir, realpath, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { notWrapped, type SiteOptions, type SiteProcess, startSite } from "../build/build-site.ts";
import { contentFolders } from "../build/content-folders.ts";
import { outFolder, startWork } from "../build/out-folder.ts";
import { copySite, copyWhole, placeMirror, takePlace } from "../mirror/create-mirror.ts";
import { fingerprint } from "../mirror/fingerprint.ts";
import type { Audience } from "../model/audience.ts";
import { type Manifest, readManifest } from "../model/manifest.ts";
import { inMirror } from "../model/mirror.ts";
import { shareHistory } from "./history.ts";

/**
 * A copy of a site to rewrite and to build from, outside of its repository. All builds are in the same place, on which the
 * names depend that a bundler chooses, and with no cache.
 */
export interface Workshop {
  /** The copy of the site. */
  readonly siteDir: string;
  /** The folder that the copy lies in, with what is around the site. */
  readonly copy: string;
  /** Folders that are there for this proof alone, so that no tree has a reason to name them. */
  readonly places: readonly string[];
  /** Copies the site. */
  open(): Promise<void>;
  /**
   * Finds the drafts of the copy as it now is, which takes a private tree.
   *
   * @throws DraftGateError `build` or `config`
   */
  findDrafts(): Promise<Manifest>;
  /**
   * Builds the public tree of the copy as it now is, from a mirror of it, as `build` does.
   *
   * @throws DraftGateError `build` or `config`
   */
  buildPublic(manifest: Manifest, name: string): Promise<PublicTree>;
  /** Copies a tree to where it stays, for its owner only. */
  keep(tree: PublicTree, to: string): Promise<void>;
  /** Leaves the output of Docusaurus where it is, as an error has told. */
  keepLogs(): void;
  /** Ends what is at work. */
  stop(): void;
  /** Removes everything; at once, as there may be no later. */
  remove(): void;
}

/** A public tree, and what it was built from. */
export interface PublicTree {
  readonly folder: string;
  /** The contents of the mirror, as one hash. */
  readonly mirror: string;
}

/**
 * Takes the places that a proof works in.
 *
 * @param logs - where the output of Docusaurus goes; without it, to a place of its own
 * @throws DraftGateError `locked` when another proof of the site is at work
 */
export async function takeWorkshop(siteDir: string, options: SiteOptions, logs?: string): Promise<Workshop> {
  const place = await takePlace(siteDir, "prove");
  const copy = { folder: path.join(place.folder, "site") };
  const site = inMirror(copy, await realpath(siteDir));
  await mkdir(site, { recursive: true });
  const mirror = await placeMirror(site);
  const out = outFolder(path.join(place.folder, "out"));
  const logFolder = logs ?? `${place.folder}.logs`;
  const running = new Set<SiteProcess>();
  let keepsLogs = logs !== undefined;

  function start(audience: Audience): SiteProcess {
    const started = startSite({
      siteDir: site,
      options,
      audience,
      isForPages: audience === "private",
      outDir: out.trees[audience],
      log: path.join(logFolder, `${audience}.log`),
      manifest: out.manifest,
    });
    running.add(started);
    return started;
  }

  async function build(audience: Audience, run: (process: SiteProcess) => Promise<void>): Promise<void> {
    await rm(path.join(site, "node_modules", ".cache"), { recursive: true, force: true });
    const process = start(audience);
    try {
      await run(process);
    } finally {
      process.end();
      running.delete(process);
    }
  }

  return {
    siteDir: site,
    copy: copy.folder,
    places: [place.folder, mirror.folder],
    async open() {
      const content = await contentFolders(siteDir, options);
      await copyWhole(siteDir, content, copy, shareHistory);
      await mkdir(logFolder, { recursive: true, mode: 0o700 });
    },
    async findDrafts() {
      await startWork(out);
      await build("private", (process) => process.build());
      return readManifest(out.manifest).catch((cause: unknown) => {
        throw notWrapped(siteDir, { cause });
      });
    },
    async buildPublic(manifest, name) {
      const folder = path.join(place.folder, name);
      await rm(out.trees.public, { recursive: true, force: true });
      await writeFile(out.manifest, JSON.stringify(manifest), { mode: 0o600 });
      await copySite(site, manifest, mirror);
      const hash = await fingerprint(mirror.folder);
      await build("public", (process) => process.build(mirror));
      await rm(folder, { recursive: true, force: true });
      await rename(out.trees.public, folder);
      return { folder, mirror: hash };
    },
    async keep({ folder }, to) {
      await rm(to, { recursive: true, force: true });
      await mkdir(to, { recursive: true, mode: 0o700 });
      await chmod(to, 0o700);
      await cp(folder, to, { recursive: true });
    },
    keepLogs() {
      keepsLogs = true;
    },
    stop() {
      for (const process of running) process.end();
    },
    remove() {
      for (const one of [mirror, place]) one.remove();
      if (!keepsLogs) rmSync(logFolder, { recursive: true, force: true });
    },
  };
}
