import { existsSync } from "node:fs";
import path from "node:path";
import { isInside } from "./mirror.ts";
import { privateTreeMark } from "./private-tree.ts";
import { releaseFile } from "./release.ts";

/**
 * A tree, or a release of both, that was built into the site's folder some time is no source.
 *
 * @param statics - folders whose files are served as they are: what was built elsewhere and lies there is one
 */
export function isBuiltTree(folder: string, statics: readonly string[] = []): boolean {
  const holds = (name: string) => existsSync(path.join(folder, name));
  const isServed = statics.some((one) => isInside(one, folder));
  return (
    holds(privateTreeMark) ||
    (!isServed && holds("404.html") && holds(path.join("assets", "js"))) ||
    (holds(releaseFile) && holds(path.join("private", privateTreeMark)))
  );
}
