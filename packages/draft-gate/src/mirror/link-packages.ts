import { mkdir, readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { inMirror, isInside, type Mirror } from "../model/mirror.ts";
import { realPath } from "./left-out.ts";

/**
 * Gives the mirror a folder of packages, each a link to the original; those that are themselves links to workspaces of
 * the repository lead to the mirror's copies. Caches are not shared.
 *
 * @param root - the folder that the mirror has a copy of
 */
export async function linkPackages(folder: string, root: string, mirror: Mirror): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await mkdir(inMirror(mirror, folder), { recursive: true });
  const link = async (entry: (typeof entries)[number]) => {
    const original = path.join(folder, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) return linkPackages(original, root, mirror);
    if (entry.name.startsWith(".") && entry.name !== ".bin" && entry.name !== ".pnpm") return;
    const target = entry.isSymbolicLink() ? targetOf(original, root, mirror) : original;
    await symlink(target, inMirror(mirror, original));
  };
  await Promise.all(entries.map(link));
}

/** Gives the mirror a folder of packages that lies above what it has a copy of, where no cache of the site's is. */
export async function linkPackagesWhole(folder: string, root: string, mirror: Mirror): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const scopes = entries.filter((entry) => entry.name.startsWith("@") && entry.isDirectory());
  const inScopes = await Promise.all(
    scopes.map(({ name }) => readdir(path.join(folder, name), { withFileTypes: true })),
  );
  const links = [...entries, ...inScopes.flat()].filter((entry) => entry.isSymbolicLink());
  const leadsToMirror = links.some((entry) => isOwn(realPath(path.join(entry.parentPath, entry.name)), root));
  if (leadsToMirror) return linkPackages(folder, root, mirror);
  await mkdir(inMirror(mirror, path.dirname(folder)), { recursive: true });
  await symlink(folder, inMirror(mirror, folder));
}

function targetOf(original: string, root: string, mirror: Mirror): string {
  const real = realPath(original);
  return isOwn(real, root) ? inMirror(mirror, real) : real;
}

/** Whether a file is one that the mirror has a copy of. */
function isOwn(file: string, root: string): boolean {
  return isInside(root, file) && !isInPackages(file);
}

/** Whether a file lies in a folder of installed packages. */
export function isInPackages(file: string): boolean {
  return file.split(path.sep).includes("node_modules");
}
