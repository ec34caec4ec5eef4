import { existsSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, sep } from "node:path";
import { type Package, root, type SourceFile } from "./packages.ts";

/** An import that leads to a file rather than to a package. */
export interface Followed {
  readonly from: SourceFile;
  readonly specifier: string;
  /** The file that it leads to, from the package's folder; nothing where none is found. */
  readonly target: string | undefined;
}

/** What stands for a name that was compiled: `./read.js` is `read.ts`. */
const sources: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".jsx"],
  ".jsx": [".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** What a bundler tries for a name without an ending. */
const endings = [".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".d.ts"];

const followed = new Map<Package, readonly Followed[]>();

/** Every import of a package that leads to a file, with where it leads. */
export function filesImportedIn(one: Package): readonly Followed[] {
  const known = followed.get(one);
  if (known !== undefined) return known;
  const found = one.files.flatMap((from) =>
    from.imports.flatMap((specifier) => {
      const path = pathOf(one, from, specifier);
      if (path === undefined) return [];
      const targets = path.includes("${") ? filesLike(one, path) : [fileAt(one, path)];
      return targets.map((target) => ({ from, specifier, target }));
    }),
  );
  followed.set(one, found);
  return found;
}

/** The file of `src` that one of `dist` is made from. */
export function sourceOf(one: Package, built: string): string | undefined {
  return fileAt(one, join(built));
}

/** The package that a specifier names, or nothing for files and for what Node and Docusaurus bring along. */
export function packageOf(one: Package, specifier: string): string | undefined {
  // A scheme: `node:fs`, `data:…`; and what is put together when the program runs.
  const isNone = /^\.|^\w+:|\$\{/.test(specifier) || builtinModules.includes(specifier);
  if (isNone || isNameOfSite(specifier) || aliasIn(one, specifier) !== undefined) return undefined;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return isNameOfCore(name) ? "@docusaurus/core" : name;
}

/** Names that Docusaurus gives to its elements and hooks, one each: `@docusaurus/Link`. Its core brings them. */
function isNameOfCore(name: string): boolean {
  return /^@docusaurus\/(?:[A-Z]\w*|use[A-Z]\w*|constants|isInternalUrl|renderRoutes|router)$/.test(name);
}

/** Names for files of a site, of its theme and of its start: no package stands behind them. */
function isNameOfSite(specifier: string): boolean {
  return /^(?:@(?:theme|theme-init|theme-original|site|generated)\/|docusaurus-client-entry$)/.test(
    specifier,
  );
}

function aliasIn(one: Package, specifier: string): string | undefined {
  const prefix = [...one.paths.keys()].find((name) => specifier.startsWith(name));
  return prefix === undefined ? undefined : `${one.paths.get(prefix)}${specifier.slice(prefix.length)}`;
}

/** Where an import points, from the package's folder; nothing for a package. */
function pathOf(one: Package, from: SourceFile, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return join(dirname(from.path), specifier);
  // The site's pages are no code, and many are written by its build.
  if (/^@site\/(?!docs\/)/.test(specifier)) return join(siteOf(from), specifier.slice("@site/".length));
  const own = from.product ? doorOf(one, specifier) : undefined;
  const alias = own ?? aliasIn(one, specifier);
  return alias === undefined ? undefined : join(alias);
}

/** The module behind a package's own name, by which its files may import it. */
function doorOf(one: Package, specifier: string): string | undefined {
  if (specifier !== one.name && !specifier.startsWith(`${one.name}/`)) return undefined;
  return one.exports.get(`.${specifier.slice(one.name.length)}`);
}

/** The site that a file belongs to: a package, or a fixture in its tests. */
function siteOf(from: SourceFile): string {
  return /^test\/fixture\//.exec(from.path)?.[0] ?? "";
}

/** The file behind a path: itself, what it was compiled from, or what a bundler finds there. */
function fileAt(one: Package, path: string): string | undefined {
  const built = path.split(sep).join("/").split(/[?#]/)[0] as string;
  const written = built.replace(/(^|\/)dist\//, "$1src/");
  const [, stem = written, ending = ""] = /^(.*?)(\.[cm]?jsx?)?$/.exec(written) ?? [];
  const candidates = [
    written,
    ...(sources[ending] ?? []).map((source) => stem + source),
    ...endings.map((source) => written + source),
    ...endings.map((source) => `${written}/index${source}`),
    built,
  ];
  return candidates.find((candidate) => isFile(one, candidate));
}

/** The files that a name may lead to which is put together when the program runs: any word may stand for a `${…}`. */
function filesLike(one: Package, path: string): (string | undefined)[] {
  const words = path.split(/\$\{[^}]*\}/);
  const found = one.files.map((file) => file.path).filter((file) => isLike(file, words));
  return found.length === 0 ? [undefined] : found;
}

function isLike(file: string, [start = "", ...rest]: readonly string[]): boolean {
  const end = (rest.at(-1) ?? "").replace(/\.[cm]?jsx?$/, "");
  return file.startsWith(start) && file.replace(/\.[cm]?[jt]sx?$/, "").endsWith(end);
}

function isFile(one: Package, path: string): boolean {
  const file = join(root, one.folder, path);
  return one.files.some((source) => source.path === path) || (existsSync(file) && statSync(file).isFile());
}
