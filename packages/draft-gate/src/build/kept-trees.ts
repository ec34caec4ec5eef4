import { link, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Audience } from "../model/audience.ts";
import type { Manifest } from "../model/manifest.ts";
import { keptFile, type OutFolder } from "./out-folder.ts";

/** What is noted beside the trees of a build: what each was made from, as a hash, and what there was to hide. */
export interface Made extends Readonly<Record<Audience, string>> {
  readonly manifest: Manifest;
}

/** The trees of the build before, published or refused. */
export interface KeptTrees {
  /** What the private one says of the drafts; nothing where there is none to take. */
  readonly manifest?: Manifest;
  /**
   * Makes the kept tree the next one, if it was made from the same.
   *
   * @returns whether it was
   */
  take(audience: Audience, inputs: string): Promise<boolean>;
}

/** Nothing is kept: all is to be built. */
export const nothingKept: KeptTrees = { take: async () => false };

/** The trees that the last build that came to its end left: refused ones, or else those that are published. */
export async function keptTrees({ refused, current, trees }: OutFolder): Promise<KeptTrees> {
  const published = path.join(current, keptFile);
  const isRefused = (await readMade(refused.made)) !== undefined;
  const made = await readMade(isRefused ? refused.made : published);
  if (made === undefined) return nothingKept;
  return {
    manifest: made.manifest,
    async take(audience, inputs) {
      if (made[audience] !== inputs) return false;
      const taken = isRefused
        ? rename(refused[audience], trees[audience])
        : linkTree(path.join(current, audience), trees[audience]);
      // A build that was killed may have taken it away.
      return taken.then(
        () => true,
        () => false,
      );
    },
  };
}

async function readMade(file: string): Promise<Made | undefined> {
  return readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Made,
    () => undefined,
  );
}

/** Notes what the trees are made from, where they are. */
export async function noteMade({ work }: OutFolder, made: Made): Promise<void> {
  await writeFile(path.join(work, keptFile), `${JSON.stringify(made)}\n`, { mode: 0o600 });
}

/** Nothing writes into a tree that was published, so that another can share its files. */
async function linkTree(tree: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(tree, { withFileTypes: true })) {
    const [from, target] = [path.join(tree, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(from, target);
    else await link(from, target);
  }
}
