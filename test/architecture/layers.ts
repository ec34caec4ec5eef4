import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { filesImportedIn } from "./follow.ts";
import type { Package } from "./packages.ts";

/** Rows from the bottom up; in a row stand entries of `src/`, folders or files, which know nothing of one another. */
export type Layers = readonly (readonly string[])[];

/** The table of a package: `layers/<folder>.ts`. */
export async function layersOf({ folder }: Package): Promise<Layers> {
  const file = new URL(`layers/${basename(folder)}.ts`, import.meta.url);
  const { layers } = (await import(file.href)) as { layers: Layers };
  return layers;
}

/** The names of all tables, which are those of the packages' folders. */
export function foldersWithLayers(): string[] {
  return readdirSync(new URL("layers/", import.meta.url)).map((name) => basename(name, ".ts"));
}

/** The entry of `src/` that a file belongs to: the folder it is in, or the file itself where it stands right there. */
export function entryOf(path: string): string | undefined {
  const [top, entry] = path.split("/");
  return top === "src" ? entry : undefined;
}

/** All entries of `src/` that hold code; what only declares types for others is none. */
export function entriesOf(one: Package): string[] {
  const paths = one.files.map(({ path }) => path).filter((path) => !path.endsWith(".d.ts"));
  return [...new Set(paths.map(entryOf).filter((entry) => entry !== undefined))].sort();
}

/** Every import from one entry to another one, as `[from, to, the files]`. */
export function importsBetweenEntries(one: Package): [from: string, to: string, files: string][] {
  return filesImportedIn(one).flatMap(({ from, target }) => {
    const [importer, imported] = [entryOf(from.path), target === undefined ? undefined : entryOf(target)];
    if (importer === undefined || imported === undefined || importer === imported) return [];
    return [[importer, imported, `${from.path} → ${target}`]];
  });
}
