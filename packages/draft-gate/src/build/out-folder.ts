import { chmod, mkdir, readdir, readlink, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { Audience } from "../model/audience.ts";
import { outFolderMark } from "../model/out-folder-mark.ts";
import { readRelease } from "../model/release.ts";

/**
 * The places in the output folder. `current` is a link to one of `releases`, each of which holds `public` and
 * `private`; everything else lies where no server looks.
 */
export interface OutFolder {
  readonly root: string;
  readonly current: string;
  readonly releases: string;
  /** Where the next release comes to be. */
  readonly work: string;
  /** Where the trees of the next release come to be. */
  readonly trees: Readonly<Record<Audience, string>>;
  /** The trees of the last build that was refused, if none was published since: the public one to look at. */
  readonly refused: Readonly<Record<Audience | "made", string>>;
  /** Packed files by their content, kept from build to build. */
  readonly packed: string;
  readonly logs: string;
  readonly manifest: string;
  readonly report: string;
  /** What pages ask for beyond the policy of the server, with the pages. */
  readonly policy: string;
}

/** Names the places in an output folder. */
export function outFolder(root: string): OutFolder {
  const at = (name: string) => path.join(root, name);
  return {
    root,
    current: at("current"),
    releases: at("releases"),
    work: at("work"),
    trees: { public: at("work/public"), private: at("work/private") },
    refused: { public: at("refused"), private: at("refused-private"), made: at("refused.json") },
    packed: at("packed"),
    logs: at("logs"),
    manifest: at("manifest.json"),
    report: at("report.json"),
    policy: at("policy.json"),
  };
}

/**
 * Takes a folder for builds to work in, and to delete in: a new or an empty one, or one that a build took before.
 *
 * @throws DraftGateError `config` for any other, in which nothing was changed
 */
export async function takeFolder({ root, current }: OutFolder): Promise<void> {
  const entries = await openFolder(root);
  if (entries.includes(outFolderMark)) return;
  // Builds before there was a mark left a release.
  const isOurs = entries.length === 0 || (await isRelease(current));
  if (!isOurs) {
    throw new DraftGateError(
      "config",
      `${root} holds something, and no build made it: a build would delete in there. Give --out-dir a folder that is empty or not there yet.`,
    );
  }
  await writeFile(
    path.join(root, outFolderMark),
    "docusaurus-draft-gate build works in this folder, and deletes in it.\n",
  );
}

async function openFolder(root: string): Promise<string[]> {
  try {
    await mkdir(root, { recursive: true });
    return await readdir(root);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new DraftGateError("config", `${root} cannot be the folder for --out-dir (${code}).`, { cause });
  }
}

async function isRelease(folder: string): Promise<boolean> {
  return readRelease(folder).then(
    () => true,
    () => false,
  );
}

/** The file, beside the trees of a release, that says what they were made from. */
export const keptFile = "made.json";

/** Clears what a killed build left and makes the folders for a new one. */
export async function startWork({ work, logs, releases, manifest }: OutFolder): Promise<void> {
  await rm(work, { recursive: true, force: true });
  await rm(manifest, { force: true });
  for (const folder of [work, logs, releases]) await mkdir(folder, { recursive: true, mode: 0o755 });
  // Docusaurus runs what it wrote, as CommonJS: a "type" of some folder above is not about that.
  await writeFile(
    path.join(work, "package.json"),
    `${JSON.stringify({ private: true, type: "commonjs" })}\n`,
  );
}

/** How a release is named, by its time: nothing else in the folder of releases is deleted. */
const releaseName = /^\d{4}-\d\d-\d\dT[\d-]+Z$/;

/**
 * Publishes what lies in `work`: it becomes a release, and `current` becomes a link to it by one rename, so that
 * readers see both new trees or both old ones. The release before stays for requests that are under way.
 */
export async function publish(out: OutFolder): Promise<void> {
  const before = await readlink(out.current).catch(() => undefined);
  const name = new Date().toISOString().replace(/[:.]/g, "-");
  const release = path.join(out.releases, name);
  await rename(out.work, release);
  const next = `${out.current}.next`;
  await rm(next, { force: true });
  await symlink(path.join("releases", name), next, "dir");
  await rename(next, out.current);
  await forgetRefused(out);
  const kept = new Set([name, before && path.basename(before)]);
  for (const old of await readdir(out.releases)) {
    if (!kept.has(old) && releaseName.test(old))
      await rm(path.join(out.releases, old), { recursive: true, force: true });
  }
}

/** Puts trees aside of which the public one tells of drafts. */
export async function setAside(out: OutFolder): Promise<void> {
  await forgetRefused(out);
  for (const audience of ["public", "private"] as const) {
    // They tell of drafts: others on this machine are not to look.
    await chmod(out.trees[audience], 0o700);
    await rename(out.trees[audience], out.refused[audience]);
  }
  await rename(path.join(out.work, keptFile), out.refused.made);
  await rm(out.work, { recursive: true, force: true });
}

async function forgetRefused({ refused }: OutFolder): Promise<void> {
  // What is noted of them goes first: without it, they are nothing to go on with.
  for (const place of [refused.made, refused.public, refused.private]) {
    await rm(place, { recursive: true, force: true });
  }
}
