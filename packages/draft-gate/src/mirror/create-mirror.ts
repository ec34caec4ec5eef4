import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { lstat, mkdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { Closing } from "../model/closings.ts";
import type { Manifest } from "../model/manifest.ts";
import { inMirror, isInside, type Mirror } from "../model/mirror.ts";
import { closedSources } from "./closed-sources.ts";
import { asItIs, type Copying, copyTree } from "./copy-tree.ts";
import { fingerprint } from "./fingerprint.ts";
import { leftOut, realPath } from "./left-out.ts";
import { linkPackagesWhole } from "./link-packages.ts";
import { removeEntries } from "./remove-entries.ts";
import { mirroredFolders, mirrorRoot } from "./root.ts";

/** A folder outside of a site's repository that one process has for itself. */
export interface Place {
  readonly folder: string;
  /** Takes it away; at once, as there may be no later. */
  remove(): void;
}

/** A mirror in use. */
export interface SiteMirror extends Mirror, Place {
  /** Where the mirror has the site. */
  readonly siteDir: string;
}

/**
 * Takes the place where the mirror of a site goes, outside of the site's repository. It is the same each time, so that the
 * bundler's cache of the build before holds, and so that what a build left that was killed is cleared by the next.
 *
 * @throws DraftGateError `locked` when another build has it, `config` when others could look into it
 */
export async function placeMirror(siteDir: string): Promise<SiteMirror> {
  const place = await takePlace(siteDir);
  return { ...place, siteDir: inMirror(place, await realpath(siteDir)) };
}

/**
 * Takes a place for a site that is the same each time.
 *
 * @param purpose - what it is for, where it is for something else than the mirror
 * @throws DraftGateError `locked` when another process has it, `config` when others could look into it
 */
export async function takePlace(siteDir: string, purpose = ""): Promise<Place> {
  const mirror: Mirror = { folder: await placeFor(await realpath(siteDir), purpose) };
  return {
    ...mirror,
    remove() {
      rmSync(mirror.folder, { recursive: true, force: true, maxRetries: 10 });
      rmSync(ownerOf(mirror), { force: true });
    },
  };
}

/**
 * Copies a site into its mirror, with all that lies around it in its repository, and leaves its drafts out.
 *
 * @param leaveOpen - what to leave as it is, for the proof
 * @throws DraftGateError `config` when that cannot be done without a way to the drafts
 */
export async function copySite(
  siteDir: string,
  manifest: Manifest,
  mirror: Mirror,
  leaveOpen: readonly Closing[] = [],
): Promise<void> {
  const site = realPath(siteDir);
  const { files, entries, folders, statics } = leftOut(manifest, site);
  const content = folders.map(realPath);
  const root = mirrorRoot(site, content);
  const copied = mirroredFolders(site, content);
  await clear(mirror, copied);
  const rewrite = leaveOpen.includes("links") ? asItIs : closedSources(manifest, site);
  await copyAll({ mirror, root, copied, statics, without: files, rewrite });
  for (const { file, keys } of entries) await removeEntries(inMirror(mirror, realPath(file)), keys);
  for (const folder of content) await mkdir(inMirror(mirror, folder), { recursive: true });
}

/**
 * Copies a site as it is, drafts and all, with what lies around it in its repository.
 *
 * @param content - folders of content that may lie elsewhere
 * @param ofRepository - told of each folder that has a repository of its own, and of its copy
 * @throws DraftGateError `config` when the copy would lie in what it is of
 */
export async function copyWhole(
  siteDir: string,
  content: readonly string[],
  mirror: Mirror,
  ofRepository: (folder: string, to: string) => Promise<void>,
): Promise<void> {
  const site = realPath(siteDir);
  const folders = content.map(realPath);
  const copied = mirroredFolders(site, folders);
  await clear(mirror, copied);
  await copyAll({
    mirror,
    root: mirrorRoot(site, folders),
    copied,
    without: new Set<string>(),
    rewrite: asItIs,
    keepsDrafts: true,
    ofRepository,
  });
}

async function clear(mirror: Mirror, copied: readonly string[]): Promise<void> {
  const around = copied.find((folder) => isInside(folder, mirror.folder));
  if (around !== undefined) {
    throw new DraftGateError(
      "config",
      `The copy of ${around} that the public tree is built from cannot lie in it, at ${mirror.folder}. Set TMPDIR to a folder outside.`,
    );
  }
  await rm(mirror.folder, { recursive: true, force: true, maxRetries: 10 });
}

async function copyAll(copying: Copying & { readonly copied: readonly string[] }): Promise<void> {
  const { mirror, root, copied } = copying;
  await copyTree(root, inMirror(mirror, root), copying).catch((cause: unknown) => {
    throw withoutRoom(cause, mirror) ?? cause;
  });
  const linked = new Set<string>();
  for (const folder of copied) await linkPackagesAbove(folder, root, mirror, linked);
}

function withoutRoom(cause: unknown, { folder }: Mirror): DraftGateError | undefined {
  if ((cause as NodeJS.ErrnoException).code !== "ENOSPC") return undefined;
  return new DraftGateError(
    "config",
    `There is no room for the copy of the site's repository, in ${folder}. Set TMPDIR to a folder on a disk that has as much room as the repository takes.`,
    { cause },
  );
}

/** What the private tree of a site is made from, as one hash. */
export async function siteFingerprint(siteDir: string, manifest: Manifest): Promise<string> {
  const site = realPath(siteDir);
  const { folders, statics } = leftOut(manifest, site);
  const copied = mirroredFolders(site, folders.map(realPath));
  const hashes = await Promise.all(copied.map((folder) => fingerprint(folder, statics)));
  return createHash("sha256").update(hashes.join()).digest("hex");
}

async function linkPackagesAbove(
  folder: string,
  root: string,
  mirror: Mirror,
  linked: Set<string>,
): Promise<void> {
  const above = path.dirname(folder);
  if (above === folder || linked.has(above)) return;
  linked.add(above);
  const packages = path.join(above, "node_modules");
  if ((await stat(packages).catch(() => undefined))?.isDirectory())
    await linkPackagesWhole(packages, root, mirror);
  await linkPackagesAbove(above, root, mirror, linked);
}

/** A folder that nobody else on this machine can look into, and that no other build works in. */
async function placeFor(site: string, purpose: string): Promise<string> {
  const { uid, username } = userInfo();
  const home = path.join(await realpath(tmpdir()), `docusaurus-draft-gate-${uid < 0 ? username : uid}`);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const { uid: owner, mode } = await lstat(home);
  if ((uid >= 0 && owner !== uid) || (mode & 0o077) !== 0) {
    throw new DraftGateError(
      "config",
      `${home}, where the public tree's copy of the site goes, is open to others. Remove it, or set TMPDIR to another folder.`,
    );
  }
  const mirror = {
    folder: path.join(
      home,
      createHash("sha256")
        .update(site + purpose)
        .digest("hex")
        .slice(0, 16),
    ),
  };
  await markOwn(mirror, site);
  return mirror.folder;
}

async function markOwn(mirror: Mirror, site: string): Promise<void> {
  const owner = Number(await readFile(ownerOf(mirror), "utf8").catch(() => "0"));
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new DraftGateError(
      "locked",
      `Another build of ${site} is at work (process ${owner}). Wait until it is done.`,
    );
  }
  await writeFile(ownerOf(mirror), String(process.pid));
}

function ownerOf({ folder }: Mirror): string {
  return `${folder}.pid`;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
