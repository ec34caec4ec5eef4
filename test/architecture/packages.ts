import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { root as here, readManifest, readWorkspaces, type Workspace } from "../../scripts/workspaces.mjs";
import { importsIn } from "./imports.ts";

/** The tree that is looked at: this one, unless `WIREBOOK_ROOT` names another, to see what the guard says of it. */
export const root = resolve(process.env.WIREBOOK_ROOT ?? here);

/** A file of code. */
export interface SourceFile {
  /** From the package's folder. */
  readonly path: string;
  /** What users get or run, in place of what tests it. */
  readonly product: boolean;
  /** What it imports, as it is written there. */
  readonly imports: readonly string[];
}

/** A workspace. */
export interface Package {
  readonly name: string;
  /** From the root: `packages/codec`. */
  readonly folder: string;
  readonly private: boolean;
  /** What users install with it. */
  readonly dependencies: readonly string[];
  /** What its `package.json` names at all. */
  readonly named: readonly string[];
  /** Subpaths and the modules behind them, as the types name them where there are any. */
  readonly exports: ReadonlyMap<string, string>;
  /** Names that the compiler is told to read as files of this package: a prefix, and where it leads. */
  readonly paths: ReadonlyMap<string, string>;
  readonly files: readonly SourceFile[];
}

/** What is made by a build, or is no code of the package. */
const ignored = /(?:^|\/)(?:dist|node_modules|\.[^/]+)\/|^(?:build|gated|static|docs|i18n|results)\//;

/** What an export says of itself: of a file that was bundled, its types tell which module it is. */
function moduleOf({ types, default: built }: { readonly types?: string; readonly default: string }): string {
  return types?.replace(/\.d\.ts$/, ".js") ?? built;
}

/** All workspaces, with their code. */
export function readPackages(): Package[] {
  return readWorkspaces(root).map(readPackage);
}

/** What the root brings to all tests: the runner. */
export function readSharedTools(): string[] {
  return Object.keys(readManifest(root, "").devDependencies ?? {});
}

function readPackage({ folder, manifest }: Workspace): Package {
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    name: manifest.name,
    folder,
    private: manifest.private ?? false,
    dependencies,
    named: [...dependencies, ...Object.keys(manifest.devDependencies ?? {})],
    exports: new Map(
      Object.entries(manifest.exports ?? {}).map(([subpath, target]) => [
        subpath,
        typeof target === "string" ? target : moduleOf(target),
      ]),
    ),
    paths: pathsOf(folder),
    files: codeIn(folder).map((path) => ({
      path,
      product: folder !== "test" && !/^(?:test|proof|scripts)\/|^vitest\./.test(path),
      imports: importsIn(readFileSync(join(root, folder, path), "utf8"), path),
    })),
  };
}

/** `compilerOptions.paths` that stay in the package; those of the theme's names, for example. */
function pathsOf(folder: string): Map<string, string> {
  const settings = readdirSync(join(root, folder)).filter((name) => /^tsconfig.*\.json$/.test(name));
  const entries = settings.flatMap((name) => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, folder, name), "utf8")) as {
      compilerOptions?: { paths?: Record<string, string[]> };
    };
    return Object.entries(compilerOptions?.paths ?? {});
  });
  return new Map(
    entries
      .map(([name, [target = ""]]) => [name.replace(/\*$/, ""), target.replace(/\*$/, "")] as const)
      .filter(([, target]) => target.startsWith("./") && !target.startsWith("./dist/")),
  );
}

function codeIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => name.split(sep).join("/"))
    .filter((path) => /\.(?:[mc]?ts|tsx|[mc]?js|jsx)$/.test(path) && !ignored.test(path))
    .sort();
}
