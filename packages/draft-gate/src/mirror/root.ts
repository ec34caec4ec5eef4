import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isInside } from "../model/mirror.ts";

/** The smallest folder that holds all that a mirror has a copy of. */
export function mirrorRoot(siteDir: string, folders: readonly string[]): string {
  return mirroredFolders(siteDir, folders).reduce(commonFolder);
}

/**
 * The folders that a mirror has a copy of: what the site lies in, its repository or else its workspace, and the same of
 * folders of content that lie elsewhere. What lies beside them is not the site's.
 */
export function mirroredFolders(siteDir: string, folders: readonly string[]): string[] {
  const ofSite = repositoryOf(siteDir) ?? siteDir;
  const needed = [ofSite, ...folders.map((folder) => placeOf(folder, ofSite))];
  return [...new Set(needed)].filter(
    (folder, index, all) => !all.some((other, at) => at !== index && isInside(other, folder)),
  );
}

/** Of a repository that the site's lies in as a part, as much as holds both. */
function placeOf(folder: string, ofSite: string): string {
  const repository = repositoryOf(folder) ?? folder;
  return isInside(repository, ofSite) ? commonFolder(ofSite, folder) : repository;
}

function commonFolder(one: string, other: string): string {
  return isInside(one, other) ? one : commonFolder(path.dirname(one), other);
}

function repositoryOf(folder: string): string | undefined {
  return (
    above(folder).find((one) => existsSync(path.join(one, ".git"))) ?? above(folder).findLast(isWorkspace)
  );
}

/** A folder and those that it lies in. */
function above(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
}

/** Without its repository, as in an image or an archive, a site has the packages beside it all the same. */
function isWorkspace(folder: string): boolean {
  if (existsSync(path.join(folder, "pnpm-workspace.yaml"))) return true;
  try {
    return "workspaces" in JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  } catch {
    return false;
  }
}
