import { existsSync } from "node:fs";
import path from "node:path";
import { privateTreeMark } from "./private-tree.ts";
import { releaseFile } from "./release.ts";

/** A tree, or a release of both, that was built into the site's folder some time is no source. */
export function isBuiltTree(folder: string): boolean {
  const holds = (name: string) => existsSync(path.join(folder, name));
  return (
    holds(privateTreeMark) ||
    (holds("404.html") && holds(path.join("assets", "js"))) ||
    (holds(releaseFile) && holds(path.join("private", privateTreeMark)))
  );
}
