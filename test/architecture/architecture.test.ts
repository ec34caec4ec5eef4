import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { arrows, lenders, mayDependOn, mayImport } from "./arrows.ts";
import { circlesIn, graphOf, reachableFrom } from "./circles.ts";
import { filesImportedIn, packageOf, sourceOf } from "./follow.ts";
import { entriesOf, foldersWithLayers, importsBetweenEntries, layersOf } from "./layers.ts";
import { type Package, readPackages, readSharedTools, root, type SourceFile } from "./packages.ts";

const packages = readPackages();
const sharedTools = readSharedTools();
const ours = new Set(packages.map(({ name }) => name));
const published = packages.filter((one) => !one.private);
const withSources = packages.filter((one) => entriesOf(one).length > 0);
const codec = packages.find(({ name }) => name === "@wirebook/codec") as Package;
const named = (some: readonly Package[]) => some.map((one) => [one.name, one] as const);
const isOther = (one: Package, name = "") => ours.has(name) && name !== one.name;
const product = ({ files }: Package): SourceFile[] => files.filter((file) => file.product);

describe("every import of a file is followed", () => {
  test.each(named(packages))("%s", (_, one) => {
    const lost = filesImportedIn(one).filter(({ target }) => target === undefined);
    expect(lost.map(({ from, specifier }) => `${from.path}: ${specifier}`)).toEqual([]);
    expect(one.files.length).toBeGreaterThan(0);
  });

  test("this many", () => {
    const rows = packages.map((one) => {
      const imports = filesImportedIn(one);
      const found = imports.filter(({ target }) => target !== undefined).length;
      const share = imports.length === 0 ? 100 : Math.floor((found / imports.length) * 100);
      return `${one.name.padEnd(28)} ${`${one.files.length}`.padStart(4)} files, imports followed: ${found} of ${imports.length} (${share} %)`;
    });
    console.log(rows.join("\n"));
  });
});

describe("the arrows between packages", () => {
  test("each published package has its place in the design", () => {
    expect(published.map(({ name }) => name).filter((name) => arrows[name] === undefined)).toEqual([]);
    expect(published.length).toBeGreaterThanOrEqual(3);
  });

  describe.each(named(packages.filter(({ name }) => arrows[name] !== undefined)))("%s", (_, one) => {
    test("depends on those it points to and no others", () => {
      const wrong = one.dependencies.filter((name) => isOther(one, name) && !mayDependOn(one.name, name));
      expect(wrong).toEqual([]);
    });

    test("imports those it points to and no others", () => {
      const wrong = product(one).flatMap(({ path, imports }) =>
        imports
          .filter((specifier) => isOther(one, packageOf(one, specifier)) && !mayImport(one.name, specifier))
          .map((specifier) => `${path}: ${specifier}`),
      );
      expect(wrong).toEqual([]);
    });
  });

  test.each(named(packages))("%s imports nothing that it does not name", (_, one) => {
    const unnamed = (files: readonly SourceFile[], names: readonly string[]) =>
      files.flatMap(({ path, imports }) =>
        imports
          .map((specifier) => packageOf(one, specifier))
          .filter((name) => name !== undefined && name !== one.name && !names.includes(name))
          .map((name) => `${path}: ${name}`),
      );
    // What a private package needs is never installed by users.
    expect(unnamed(product(one), one.private ? one.named : one.dependencies)).toEqual([]);
    expect(
      unnamed(
        one.files.filter((file) => !file.product),
        [...one.named, ...sharedTools],
      ),
    ).toEqual([]);
  });

  test.each(named(packages))("%s reaches into no other package's files", (_, one) => {
    const outside = filesImportedIn(one)
      .filter(({ target }) => target?.startsWith("../"))
      .filter(
        ({ from, target }) => from.product || !lenders(one).some((lender) => target?.startsWith(lender)),
      );
    expect(outside.map(({ from, specifier }) => `${from.path}: ${specifier}`)).toEqual([]);
  });
});

const tables = foldersWithLayers();
const tableOf = ({ folder }: Package) => basename(folder);

describe("the layers inside a package", () => {
  test("are written down for each package, and for no other", () => {
    const folders = withSources.map(tableOf);
    expect(folders.filter((folder) => !tables.includes(folder))).toEqual([]);
    expect(tables.filter((table) => !folders.includes(table))).toEqual([]);
  });

  describe.each(named(withSources.filter((one) => tables.includes(tableOf(one)))))("%s", (_, one) => {
    test("are these and no others", async () => {
      const table = (await layersOf(one)).flat();
      expect(entriesOf(one).filter((entry) => !table.includes(entry))).toEqual([]);
      // Of styles and declarations too a table may say where they stand.
      expect(table.filter((entry) => !existsSync(join(root, one.folder, "src", entry)))).toEqual([]);
    });

    test("point downwards", async () => {
      const layers = await layersOf(one);
      const rowOf = (entry: string) => layers.findIndex((row) => row.includes(entry));
      const wrong = importsBetweenEntries(one).filter(([from, to]) => rowOf(from) <= rowOf(to));
      expect(wrong.map(([, , files]) => files)).toEqual([]);
    });
  });

  test.each(named(withSources))("of %s stay in `src`", (_, one) => {
    const outside = filesImportedIn(one).filter(
      ({ from, target }) =>
        from.path.startsWith("src/") && !target?.startsWith("src/") && /\.[cm]?[jt]sx?$/.test(target ?? ""),
    );
    expect(outside.map(({ from, target }) => `${from.path} → ${target}`)).toEqual([]);
  });
});

describe("no imports go in a circle", () => {
  test.each(named(packages))("of files: %s", (_, one) => {
    const arrowsOfFiles = filesImportedIn(one).map(
      ({ from, target }) => [from.path, target ?? "nowhere"] as const,
    );
    expect(circlesIn(graphOf(arrowsOfFiles))).toEqual([]);
  });

  test.each(named(packages))("of folders: %s", (_, one) => {
    const arrowsOfEntries = importsBetweenEntries(one).map(([from, to]) => [from, to] as const);
    expect(circlesIn(graphOf(arrowsOfEntries))).toEqual([]);
  });
});

describe("cbor-x and Ajv", () => {
  const foreign = ["cbor-x", "ajv"];
  const importersOf = (one: Package, name: string) =>
    product(one)
      .filter(({ imports }) => imports.some((specifier) => packageOf(one, specifier) === name))
      .map(({ path }) => path);

  test.each([
    ["cbor-x", /^src\/reference\/build\.ts$/],
    ["ajv", /^src\/reference\/check\.ts$/],
  ])("%s is imported in one file", (name, only) => {
    const importers = importersOf(codec, name);
    expect(importers).toHaveLength(1);
    expect(importers[0]).toMatch(only);
  });

  test("no other published package imports them", () => {
    const others = published.filter((one) => one !== codec);
    expect(others.flatMap((one) => foreign.flatMap((name) => importersOf(one, name)))).toEqual([]);
  });

  test("only the reference's door leads to them", () => {
    const graph = graphOf(
      filesImportedIn(codec).map(({ from, target }) => [from.path, target ?? ""] as const),
    );
    const files = foreign.flatMap((name) => importersOf(codec, name));
    const doors = [...codec.exports].filter(([, target]) => {
      const entry = sourceOf(codec, target);
      return entry !== undefined && files.some((file) => reachableFrom(entry, graph).has(file));
    });
    expect(doors.map(([subpath]) => subpath)).toEqual(["./reference"]);
  });
});
