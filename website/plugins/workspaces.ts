import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A workspace that is published, as its `package.json` tells it. */
export interface PublishedPackage {
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Manifest extends Partial<Omit<PublishedPackage, "folder">> {
  readonly private?: boolean;
  readonly workspaces?: readonly string[];
}

/** The published packages of a repository, in the order of its `workspaces` and of the alphabet. */
export function publishedPackages(root: string): PublishedPackage[] {
  const { workspaces = [] } = readManifest(root);
  return workspaces
    .flatMap((line) => foldersOf(root, line))
    .filter((folder) => existsSync(path.join(folder, "package.json")))
    .flatMap((folder) => {
      const { name = "", description = "", exports = {}, private: isPrivate } = readManifest(folder);
      return isPrivate ? [] : [{ name, description, folder, exports }];
    });
}

/** The folders of a line of `workspaces`, which may end in `*`. */
function foldersOf(root: string, line: string): string[] {
  if (!line.endsWith("/*")) return [path.join(root, line)];
  const parent = path.join(root, line.slice(0, -2));
  return readdirSync(parent)
    .sort()
    .map((name) => path.join(parent, name));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}
