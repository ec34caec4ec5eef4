import { execFile, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

/** The command of the package under test. */
export const gateCommand = path.join(here, "..", "dist", "main.js");
/** The command of Docusaurus, as a site owner runs it. */
export const docusaurusCommand = path.join(here, "../../../node_modules/@docusaurus/core/bin/docusaurus.mjs");
/** Sites are copied to below the workspace, where they find their packages. */
const sites = path.join(here, ".sites");

export interface Run {
  readonly code: number;
  readonly output: string;
}

/** A new site of the given name, with the files of `from` where that is given. */
export function newSite(name: string, from?: string): string {
  const site = path.join(sites, name);
  // What a killed build left may still be at work for a moment.
  rmSync(site, { recursive: true, force: true, maxRetries: 10 });
  mkdirSync(site, { recursive: true });
  if (from) cpSync(from, site, { recursive: true });
  // A repository of its own, as sites have; the mirror holds what is in it.
  execFileSync("git", ["init", "--quiet", site]);
  return site;
}

/** A copy of the fixture. */
export function fixtureSite(name: string): string {
  return newSite(name, path.join(here, "fixture"));
}

/** Runs a command of Node's and waits for it. */
export function run(
  script: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Run> {
  return new Promise((resolve) => {
    const { VITEST: _, NODE_ENV: __, CI: ___, ...outer } = process.env;
    const options = { cwd, env: { ...outer, ...env }, maxBuffer: 1 << 26 };
    const child = execFile(process.execPath, [script, ...args], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, output: stdout + stderr }),
    );
  });
}

/** Runs `docusaurus-draft-gate` on a site. */
export function gate(args: readonly string[], site: string, env: Record<string, string> = {}): Promise<Run> {
  return run(gateCommand, args, site, env);
}

/** Builds one tree with Docusaurus alone, as another pipeline would. */
export function buildTree(
  site: string,
  { outDir, locale, env = {} }: { outDir: string; locale?: string; env?: Record<string, string> },
): Promise<Run> {
  const args = ["build", "--out-dir", outDir, ...(locale ? ["--locale", locale] : [])];
  return run(docusaurusCommand, args, site, env);
}

/** Builds the public tree alone, from the manifest of a private one, as the second half of `build`. */
export function publicTree(
  site: string,
  { outDir, locale, env = {} }: { outDir: string; locale?: string; env?: Record<string, string> },
): Promise<Run> {
  const args = [site, outDir, "manifest.json", ...(locale ? [locale] : [])];
  return run(path.join(here, "public-tree.mjs"), args, site, env);
}

/** Starts a command without waiting for it. */
export function start(
  script: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
) {
  return spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env } });
}

/** All files of a tree, relative to it. */
export function filesOf(tree: string): string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** The marked strings in a tree, in names of files and folders and in contents, found without any of the code under test: `zq` and letters. */
export function marksIn(tree: string): Set<string> {
  const found = new Set<string>();
  const add = (text: string, shortest: number) => {
    for (const [mark] of text.matchAll(/zq[a-z]*/gi))
      if (mark.length >= shortest) found.add(mark.toLowerCase());
  };
  for (const file of filesOf(tree)) {
    const content = readFileSync(path.join(tree, file));
    const text = content.toString("latin1").replace(/[A-Za-z0-9+/]{150,}/g, " ");
    // What chance puts together in an image or in base64 is no mark.
    add(text, content.includes(0) ? 10 : 5);
  }
  for (const name of readdirSync(tree, { recursive: true })) add(String(name), 5);
  return found;
}

/** Gives all marks of a site another beginning, in names and contents: every draft then says something else. */
export function renameMarks(site: string): void {
  const renamed = (text: string) => text.replaceAll("zq", "zx").replaceAll("Zq", "Zx");
  // The deepest come first, so that no path changes before its turn.
  const names = readdirSync(site, { recursive: true }).map(String);
  for (const name of names.sort((a, b) => b.length - a.length)) {
    const file = path.join(site, name);
    if (statSync(file).isFile()) {
      const content = readFileSync(file, "latin1");
      writeFileSync(file, renamed(content), "latin1");
    }
    renameSync(file, path.join(path.dirname(file), renamed(path.basename(file))));
  }
}
