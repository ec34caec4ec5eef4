/** Lists of packages and of verbs that people read, or that a tool cannot read from elsewhere: each is held to the workspaces. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest, readWorkspaces, root } from "../scripts/workspaces.mjs";

const workspaces = readWorkspaces();
const text = (path: string) => readFileSync(join(root, path), "utf8");

/** The rows of a section's tables: what stands in the first cell, as it is. */
function firstCells(document: string, heading: string): string[] {
  const section =
    text(document)
      .split(/^## /m)
      .find((one) => one.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => row.split("|")[1]?.trim() ?? "");
}

test("README's packages are those that are published", () => {
  const listed = firstCells("README.md", "Packages").map((cell) =>
    /^\[`(.+)`\]\((.+)\)$/.exec(cell)?.slice(1),
  );
  const published = workspaces.filter(({ manifest }) => !manifest.private);
  expect(listed.sort()).toEqual(published.map(({ folder, manifest }) => [manifest.name, folder]).sort());
});

test("README's verbs are the scripts of the root", () => {
  const verbs = firstCells("README.md", "Verbs").flatMap((cell) => [
    ...cell.matchAll(/`npm (?:run )?([^` ]+)/g),
  ]);
  const scripts = Object.keys(readManifest(root, "").scripts ?? {});
  expect(verbs.map(([, verb]) => verb).sort()).toEqual(scripts.sort());
});

test("CONTRIBUTING names the folder of every workspace", () => {
  const cells = firstCells("CONTRIBUTING.md", "Where things are").join(" ");
  const folders = workspaces.map(({ folder }) => folder);
  expect(folders.filter((folder) => !cells.includes(`\`${folder}/\``))).toEqual([]);
});

test("CONTRIBUTING sends nobody to a file that is not there", () => {
  const rows = text("CONTRIBUTING.md")
    .split("## Where a change goes\n")[1]
    ?.split("\n## ")[0]
    ?.split("\n")
    .filter((line) => line.startsWith("| a"));
  const paths = (rows ?? []).flatMap((row) => {
    const [folder = "", ...named] = [...row.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
    return named
      .filter((code) => code.includes("/") || code.endsWith(".md"))
      .map((path) => [join(folder, path), path]);
  });
  expect(paths.length).toBeGreaterThan(30);
  // A path of the root's is one as it is.
  expect(
    paths.filter((each) => !each.some((path) => existsSync(join(root, path)))).map(([path]) => path),
  ).toEqual([]);
});

test("the root's tsconfig.json leads to every workspace that is compiled", () => {
  const { references } = JSON.parse(text("tsconfig.json")) as { references: { path: string }[] };
  const listed = references.map(({ path }) => path);
  const compiled = workspaces
    .map(({ folder }) => folder)
    // A site is compiled by Docusaurus; the compiler only looks at it: `npm run check -w website`.
    .filter((folder) => existsSync(join(root, folder, "tsconfig.json")) && folder !== "website");
  expect(compiled.filter((folder) => !listed.includes(folder))).toEqual([]);
});

test("every workspace has a place in the lock file, and no registry's address is in it", () => {
  const { packages } = JSON.parse(text("package-lock.json")) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  expect(workspaces.map(({ folder }) => folder).filter((folder) => !(folder in packages))).toEqual([]);
  const addresses = Object.values(packages).filter(({ resolved = "" }) => /^https?:/.test(resolved));
  expect(addresses).toEqual([]);
});

test("what a package names of ours is of the version that is here", () => {
  const versions = new Map(workspaces.map(({ manifest }) => [manifest.name, manifest.version]));
  const other = workspaces.flatMap(({ folder, manifest }) =>
    Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.devDependencies })
      .filter(([name, range]) => versions.has(name) && range.replace(/^\^/, "") !== versions.get(name))
      .map(([name, range]) => `${folder}: ${name} ${range}`),
  );
  expect(other).toEqual([]);
});
