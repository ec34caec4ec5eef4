import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The arrows between packages that the design draws. What is not here depends on none of ours. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  "@wirebook/codec": [],
  "@wirebook/schemas": ["@wirebook/codec"],
  "@wirebook/mqtt": ["@wirebook/codec"],
  "@wirebook/simulator": ["@wirebook/codec", "@wirebook/mqtt", "@wirebook/schemas"],
  wirebook: ["@wirebook/codec", "@wirebook/mqtt", "@wirebook/schemas", "@wirebook/simulator"],
  "docusaurus-plugin-wirebook": ["@wirebook/codec"],
  "docusaurus-draft-gate": [],
};

/** The layers inside codec, from the ground up: a file imports from its own layer and from those above it in this list. */
const layers = [
  "cbor",
  "plan",
  "json",
  "interpreted",
  "compiled",
  "message",
  "small",
  "compile",
  "reference",
];

interface Package {
  readonly name: string;
  readonly directory: string;
  readonly private: boolean;
  readonly dependencies: readonly string[];
  readonly named: readonly string[];
  readonly files: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
}

interface SourceFile {
  /** Path from the package's directory. */
  readonly path: string;
  readonly imports: readonly string[];
}

/** Names that Docusaurus gives to files of a site and of its theme: no package stands behind them. */
function isAlias(specifier: string): boolean {
  return /^@(?:theme|theme-init|theme-original|site|generated)\//.test(specifier);
}

/** Specifiers of `import … from`, `export … from`, `import "…"` and `import("…")`; comments are left out. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const from = code.matchAll(/^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']/gm);
  const bare = code.matchAll(/(?:^\s*import\s*|\bimport\(\s*)["']([^"']+)["']/gm);
  return [...from, ...bare]
    .map(([, specifier]) => specifier as string)
    .filter((specifier) => !specifier.includes("$") && !isAlias(specifier));
}

function sourcesIn(directory: string, folder: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(resolve(directory, folder), { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
  return names
    .filter(
      (name) =>
        /\.(?:ts|mts|mjs|js)$/.test(name) && !/(?:^|[\\/])(?:dist|node_modules|\.[^\\/]+)[\\/]/.test(name),
    )
    .map((name) => `${folder}/${name.split(sep).join("/")}`)
    .map((path) => ({ path, imports: importsOf(resolve(directory, path)) }));
}

function readPackage(directory: string): Package {
  const manifest = JSON.parse(readFileSync(resolve(directory, "package.json"), "utf8")) as {
    name: string;
    private?: boolean;
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    name: manifest.name,
    directory,
    private: manifest.private ?? false,
    dependencies,
    named: [...dependencies, ...Object.keys(manifest.devDependencies ?? {})],
    files: [...sourcesIn(directory, "src"), ...sourcesIn(directory, "bin")],
    tests: ["test", "scripts"].flatMap((folder) => sourcesIn(directory, folder)),
  };
}

const manifestOfRoot = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as {
  devDependencies: Record<string, string>;
};
const directories = ["schemas", ...readdirSync(resolve(root, "packages")).map((name) => `packages/${name}`)];
const packages = directories
  .map((name) => resolve(root, name))
  .filter((directory) => readdirSync(directory).includes("package.json"))
  .map(readPackage);
const codec = packages.find(({ name }) => name === "@wirebook/codec") as Package;

/** The package that a specifier names, or nothing for relative files and for what Node brings along. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:") || builtinModules.includes(specifier))
    return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

const ours = new Set(packages.map(({ name }) => name));
const published = packages.filter((one) => !one.private);

describe("the arrows between packages", () => {
  test("each published package has its place in the design", () => {
    expect(published.map(({ name }) => name).filter((name) => arrows[name] === undefined)).toEqual([]);
    expect(published.length).toBeGreaterThanOrEqual(3);
  });

  describe.each(published.map((one) => [one.name, one] as const))("%s", (name, { dependencies, files }) => {
    test("depends on those it points to and no others", () => {
      expect(
        dependencies.filter((dependency) => ours.has(dependency) && !arrows[name]?.includes(dependency)),
      ).toEqual([]);
    });

    test("imports those it points to and no others", () => {
      const imported = files.flatMap(({ imports }) => imports).map(packageOf);
      const inner = imported.filter((one) => one !== undefined && ours.has(one) && one !== name);
      expect(inner.filter((one) => !arrows[name]?.includes(one as string))).toEqual([]);
      expect(files.length).toBeGreaterThan(0);
    });
  });

  test.each(packages.map((one) => [one.name, one] as const))(
    "%s imports nothing that it does not name",
    (_, one) => {
      const unnamed = (files: readonly SourceFile[], names: readonly string[]) =>
        files.flatMap(({ path, imports }) =>
          imports
            .map(packageOf)
            .filter(
              (imported) => imported !== undefined && imported !== one.name && !names.includes(imported),
            )
            .map((imported) => `${path}: ${imported}`),
        );
      expect(unnamed(one.files, one.dependencies)).toEqual([]);
      // Tests also use what the root brings to all of them: the runner.
      expect(unnamed(one.tests, [...one.named, ...Object.keys(manifestOfRoot.devDependencies)])).toEqual([]);
    },
  );

  test.each(packages.map((one) => [one.name, one] as const))(
    "%s reaches into no other package's files",
    (_, one) => {
      const outside = one.files.flatMap(({ path, imports }) =>
        imports
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => relative(one.directory, resolve(one.directory, dirname(path), specifier)))
          .filter((target) => target.startsWith("..")),
      );
      expect(outside).toEqual([]);
    },
  );
});

/** A relative import's target, from the package's directory. */
function targetOf(file: SourceFile, specifier: string): string {
  return relative(codec.directory, resolve(codec.directory, dirname(file.path), specifier))
    .split(sep)
    .join("/");
}

/** The folder under `src` that a file is in; the files right there belong to nobody. */
function layerOf(path: string): string | undefined {
  const [, folder, file] = path.split("/");
  return file === undefined ? undefined : folder;
}

describe("the layers inside codec", () => {
  test("there are these and no others", () => {
    const found = new Set(
      codec.files.map(({ path }) => layerOf(path)).filter((layer) => layer !== undefined),
    );
    expect([...found].sort()).toEqual([...layers].sort());
  });

  test.each(layers)("%s imports only its own layer, those above it, and the errors", (layer) => {
    const allowed = layers.slice(0, layers.indexOf(layer) + 1);
    const free = ["src/error.ts", "src/faults.ts", "src/engine.ts"];
    const wrong = codec.files
      .filter(({ path }) => layerOf(path) === layer)
      .flatMap((file) =>
        file.imports
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) => targetOf(file, specifier))
          .filter((target) => !free.includes(target) && !allowed.includes(layerOf(target) ?? ""))
          .map((target) => `${file.path} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test.each([
    ["cbor-x", "src/reference/build.ts"],
    ["ajv", "src/reference/check.ts"],
  ])("%s is imported in one file", (name, only) => {
    const importers = codec.files.filter(({ imports }) =>
      imports.some((specifier) => packageOf(specifier) === name),
    );
    expect(importers.map(({ path }) => path)).toEqual([only]);
  });

  test("no other package imports cbor-x or ajv", () => {
    const importers = published
      .filter(({ name }) => name !== codec.name)
      .filter(({ files }) =>
        files.some(({ imports }) => imports.some((one) => /^(?:cbor-x|ajv)(?:\/|$)/.test(one))),
      );
    expect(importers.map(({ name }) => name)).toEqual([]);
  });
});

describe("no imports go in a circle", () => {
  test.each(packages.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const targets = new Map(
      one.files.map((file) => [
        file.path,
        file.imports
          .filter((specifier) => specifier.startsWith("."))
          .map((specifier) =>
            relative(one.directory, resolve(one.directory, dirname(file.path), specifier))
              .split(sep)
              .join("/"),
          ),
      ]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const follow = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      if (trail.includes(path) || done.has(path)) return;
      for (const target of targets.get(path) ?? []) follow(target, [...trail, path]);
      done.add(path);
    };
    for (const path of targets.keys()) follow(path, []);
    expect(circles).toEqual([]);
  });
});
