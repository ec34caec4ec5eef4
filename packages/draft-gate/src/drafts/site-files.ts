import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** A file of a site that a page can show or offer, as it is. */
export interface SiteFile {
  readonly file: string;
  /** Its path in the built tree, when it lies in a static folder and is copied there as it is. */
  readonly served?: string;
}

/** The files of a site, by how a built page can refer to them. */
export interface SiteFiles {
  readonly all: readonly SiteFile[];
  /** The file that is served at a path, which starts without a slash. */
  servedAt(served: string): SiteFile | undefined;
  /** The files of a content; of several, those of a name that the bundler made another from, if there are such. */
  holding(content: Buffer, name?: string): SiteFile[];
}

/** Files at the root of a tree that machines look for, whoever mentions them. */
const wellKnown = /^(\.well-known[\\/].*|[^\\/]+\.(txt|xml|ico|json|webmanifest))$/i;
/** What a bundler reads, beside the pages in a folder of content. */
const source = /\.(mdx?|[cm]?[jt]sx?|json5?|ya?ml|toml|s?css|less)$/i;

/** Lists the files of static folders and those that lie beside content. */
export async function siteFiles(statics: readonly string[], content: readonly string[]): Promise<SiteFiles> {
  const served = new Map<string, SiteFile>();
  for (const folder of statics) {
    for (const file of await filesIn(folder)) {
      const at = path.relative(folder, file);
      if (!wellKnown.test(at)) served.set(at.split(path.sep).join("/"), { file, served: at });
    }
  }
  const beside = (await Promise.all(content.map(filesIn))).flat().filter((file) => !source.test(file));
  const all = [...served.values(), ...[...new Set(beside)].map((file): SiteFile => ({ file }))];
  const bySize = new Map<number, SiteFile[]>();
  for (const one of all) {
    const { size } = await stat(one.file);
    bySize.set(size, [...(bySize.get(size) ?? []), one]);
  }
  const hashes = new Map<string, string>();
  const hashOf = (file: string) => {
    const known = hashes.get(file) ?? sha256(readFileSync(file));
    hashes.set(file, known);
    return known;
  };

  return {
    all,
    servedAt: (name) => served.get(name),
    holding(bytes, name = "") {
      const sameSize = bytes.length === 0 ? [] : (bySize.get(bytes.length) ?? []);
      if (sameSize.length === 0) return [];
      const hash = sha256(bytes);
      const equal = sameSize.filter(({ file }) => hashOf(file) === hash);
      const named = equal.filter(({ file }) => name.startsWith(`${path.parse(file).name}-`));
      return named.length > 0 ? named : equal;
    },
  };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.split(path.sep).includes("node_modules"));
}

function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
