/**
 * The workspaces, as the root's `package.json` names them. Whoever needs a list of packages reads it here.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Workspace
 * @property {string} folder From the root: `packages/codec`.
 * @property {Manifest} manifest
 */

/**
 * What a `package.json` says, as far as it is read here.
 *
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private]
 * @property {string[]} [workspaces]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string | { readonly types?: string, readonly default: string }>} [exports]
 */

/** The root of this repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * All workspaces of a tree, in the order of their folders.
 *
 * @param {string} [tree] the root of the tree, this one unless told otherwise
 * @returns {Workspace[]}
 */
export function readWorkspaces(tree = root) {
  const folders = (readManifest(tree, "").workspaces ?? []).flatMap((pattern) =>
    pattern.endsWith("/*")
      ? readdirSync(join(tree, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -1)}${name}`)
      : [pattern],
  );
  return folders
    .filter((folder) => existsSync(join(tree, folder, "package.json")))
    .sort()
    .map((folder) => ({ folder, manifest: readManifest(tree, folder) }));
}

/**
 * @param {string} tree
 * @param {string} folder from the root of the tree; `""` for the root itself
 * @returns {Manifest}
 */
export function readManifest(tree, folder) {
  return JSON.parse(readFileSync(join(tree, folder, "package.json"), "utf8"));
}
