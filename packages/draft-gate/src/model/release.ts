import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { SiteAddresses } from "./addresses.ts";
import type { Audience } from "./audience.ts";
import type { PolicyNeed } from "./policy-need.ts";

/** How a file is packed, in the words of HTTP's `Content-Encoding`. */
export type Encoding = "br" | "gzip";

/** What the server has to know of a file before it opens it. */
export interface IndexedFile {
  /** Path from the tree, with `/` between folders. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** SHA-256 of the content, in base64url. */
  readonly hash: string;
  /** Sizes in bytes of the packed forms that exist. */
  readonly packed: Partial<Readonly<Record<Encoding, number>>>;
  /** For a page, the `script-src` hashes of its inline scripts (CSP level 3, section 2.3.1). */
  readonly scripts: readonly string[];
}

/** A published build as the server reads it: the file `release.json` beside the two trees. */
export interface Release {
  /** The version of the format. */
  readonly release: 1;
  readonly site: SiteAddresses;
  readonly trees: Readonly<Record<Audience, readonly IndexedFile[]>>;
  /** What each tree's pages ask for beyond the policy. */
  readonly needs?: Readonly<Record<Audience, readonly PolicyNeed[]>>;
}

/** The name of the file that tells the server of a release. */
export const releaseFile = "release.json";

/** The names of packed files end with these. */
export const extensions: Readonly<Record<Encoding, string>> = { br: ".br", gzip: ".gz" };

/** The folder, beside the trees, with the packed files of one of them. */
export function packedFolder(release: string, audience: Audience): string {
  return path.join(release, "packed", audience);
}

/** Writes `release.json` into the folder of a release. */
export async function writeRelease(folder: string, release: Release): Promise<void> {
  await writeFile(path.join(folder, releaseFile), `${JSON.stringify(release)}\n`);
}

/** @throws DraftGateError `release` when there is no `release.json` of this version in the folder */
export async function readRelease(folder: string): Promise<Release> {
  const file = path.join(folder, releaseFile);
  const refuse = (cause?: unknown) =>
    new DraftGateError(
      "release",
      `${file} is not what a build of this version publishes. Run docusaurus-draft-gate build, or give --dir the folder it published to.`,
      { cause },
    );
  let content: Partial<Release>;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw refuse(cause);
  }
  if (content.release !== 1 || !content.site || !content.trees) throw refuse();
  return content as Release;
}
