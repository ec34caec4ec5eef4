import { existsSync } from "node:fs";
import path from "node:path";
import { isInside } from "../model/mirror.ts";

/** The smallest folder that holds the site, the repository that it is in, and all folders of content. */
export function mirrorRoot(siteDir: string, folders: readonly string[]): string {
  const needed = [siteDir, repositoryOf(siteDir) ?? siteDir, ...folders];
  return needed.reduce((root, folder) => {
    let common = root;
    while (!isInside(common, folder)) common = path.dirname(common);
    return common;
  });
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(path.join(folder, ".git"))) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : repositoryOf(above);
}
