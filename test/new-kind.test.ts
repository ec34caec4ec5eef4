/**
 * The recipe "Add a field builder" names the files that a new kind of plan touches, and the compiler finds each of them: a
 * kind that nothing knows is added to a copy of the sources, and the compiler is asked what it misses.
 */
import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const copy = join(root, "test/.cache/new-kind");

/** The sources of all packages, and what the tests stand on; a test in the copy would run. */
async function sources(): Promise<string[]> {
  const packages = ["schemas", ...(await readdir(join(root, "packages"))).map((name) => `packages/${name}`)];
  const folders = [...packages.flatMap((name) => [`${name}/src`, `${name}/test`]), "test"];
  const files = folders.map(async (folder) => {
    const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    return names.map((name) => `${folder}/${name}`);
  });
  return (await Promise.all(files))
    .flat()
    .filter((file) => /\.m?ts$|\/package\.json$/.test(file))
    .filter((file) => !/\/(?:node_modules|dist|\.[^/]+)\/|\.test\.ts$/.test(file));
}

/** Whether a file knows of plans: all of the codec's do, and whatever imports their type from it. */
async function readsPlans(file: string): Promise<boolean> {
  if (!/\.m?ts$/.test(file)) return false;
  if (file.startsWith("packages/codec/src/")) return true;
  return /\bPlan\b[^;]*from "@wirebook\/codec\/plan"/.test(await readFile(join(root, file), "utf8"));
}

beforeAll(async () => {
  await rm(copy, { recursive: true, force: true });
  const files = await sources();
  const isReader = await Promise.all(files.map(readsPlans));
  for (const file of [...files, "package.json", "tsconfig.base.json", "packages/codec/package.json"]) {
    await mkdir(dirname(join(copy, file)), { recursive: true });
    await copyFile(join(root, file), join(copy, file));
  }
  const config = {
    extends: "./tsconfig.base.json",
    compilerOptions: {
      composite: false,
      noEmit: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
      resolveJsonModule: true,
      paths: {
        "@wirebook/codec": ["./packages/codec/src/index.ts"],
        "@wirebook/codec/plan": ["./packages/codec/src/plan/index.ts"],
      },
    },
    files: files.filter((_, index) => isReader[index]),
  };
  await writeFile(join(copy, "tsconfig.json"), JSON.stringify(config));
});

// Gone, or the copy would be taken for sources.
afterAll(() => rm(copy, { recursive: true, force: true }));

/** How often the compiler complains, file by file, of a kind that is added to one of the two unions. */
async function complaints(union: "ScalarPlan" | "HolderPlan"): Promise<Map<string, number>> {
  const plan = "packages/codec/src/plan/plan.ts";
  const text = await readFile(join(root, plan), "utf8");
  const declaration = `export type ${union} =`;
  expect(text).toContain(declaration);
  const added = `${text.replace(declaration, `${declaration} ThrowAwayPlan |`)}
interface ThrowAwayPlan extends Node { readonly kind: "throw-away" }\n`;
  await writeFile(join(copy, plan), added.replace("ThrowAwayPlan |\n  |", "ThrowAwayPlan |\n"));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const run = promisify(execFile)(process.execPath, [tsc, "-p", copy, "--pretty", "false"], { cwd: copy });
  const { stdout } = (await run.catch((failed: unknown) => failed)) as { stdout: string };
  const counts = new Map<string, number>();
  for (const [, file] of stdout.matchAll(/^(\S.*?)\(\d+,\d+\): error TS/gm)) {
    counts.set(file as string, (counts.get(file as string) ?? 0) + 1);
  }
  return counts;
}

/** The table of files in CONTRIBUTING, with the kinds of which the compiler complains there. */
async function recipe(): Promise<{ file: string; of: string }[]> {
  const text = await readFile(join(root, "CONTRIBUTING.md"), "utf8");
  const [, table = ""] = text.split(/<!-- new-kind:(?:begin|end) -->/);
  return [...table.matchAll(/^\| `([^`]+)` +\| (\S+)/gm)].map(([, file, of]) => ({
    file: file as string,
    of: of as string,
  }));
}

describe("the recipe for a field builder names each file that the compiler finds, and no other", () => {
  test.each([
    ["ScalarPlan", "scalar"],
    ["HolderPlan", "holder"],
  ] as const)("of a kind that is added to %s", async (union, kind) => {
    const found = await complaints(union);
    const total = [...found.values()].reduce((sum, count) => sum + count, 0);
    console.log(`a new ${kind}: ${total} complaints in ${found.size} files`);
    console.log([...found].map(([file, count]) => `  ${count} ${file}`).join("\n"));
    const named = (await recipe()).filter(({ of }) => of === "both" || of === kind);
    expect([...found.keys()].sort()).toEqual(named.map(({ file }) => file).sort());
  });
});
