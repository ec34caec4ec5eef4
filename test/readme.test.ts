import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { afterAll, describe, expect, test } from "vitest";
import { blocksOf, claimsIn, programsOf, withAssertions } from "./checks/readme.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the repository, so that the workspaces resolve.
const cache = `${root}test/.cache/readme-${process.pid}/`;
mkdirSync(cache, { recursive: true });
afterAll(() => rmSync(cache, { recursive: true }));

/** The pages of the book that are written by hand; the others are generated, and tested where they come from. */
function pagesIn(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter(
      (name) => /\.mdx?$/.test(name) && !/^(?:api|messages)[\\/]|^(?:changelog|performance)\.md$/.test(name),
    )
    .map((name) => `${folder}/${name.split(sep).join("/")}`);
}

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "schemas/README.md",
  ...readdirSync(`${root}packages`).map((name) => `packages/${name}/README.md`),
  ...pagesIn("website/docs"),
  ...pagesIn("website/i18n/de/docusaurus-plugin-content-docs/current"),
].filter((path) => existsSync(root + path));

const programs = documents.flatMap((path) =>
  programsOf(readFileSync(root + path, "utf8")).map((program, index) => ({
    ...program,
    place: `${path}:${program.line}`,
    file: `${path.replaceAll(/[/.]/g, "-")}-${index}`,
  })),
);

describe("a program in a README runs and does as it claims", () => {
  test.each(programs)("$place", async ({ code, file }) => {
    const source = withAssertions(code);
    const { code: script } = await transform(source, { loader: "ts", target: "es2023" });
    writeFileSync(`${cache}${file}.mjs`, script);
    const { stdout } = await run(process.execPath, [`${cache}${file}.mjs`], { cwd: cache });
    expect(stdout).toContain(`claims: ${claimsIn(code)}\n`);
  });

  test("each package that is published has one", () => {
    for (const path of ["README.md", "packages/codec/README.md", "schemas/README.md"]) {
      expect(programs.map(({ place }) => place.split(":")[0])).toContain(path);
    }
    expect(programs.reduce((sum, { code }) => sum + claimsIn(code), 0)).toBeGreaterThan(20);
  });
});

test("each line in the tables of what can be said runs below them", () => {
  const page = readFileSync(`${root}website/docs/concepts/what-can-be-said.md`, "utf8");
  const lines = [...page.matchAll(/^\|[^|]*\| `(.+?)` *\|/gm)].map(([, line = ""]) => line);
  const code = programsOf(page)
    .map((program) => program.code)
    .join("\n");
  expect(lines.length).toBeGreaterThan(30);
  expect(lines.filter((line) => !code.includes(line))).toEqual([]);
});

test("the programs have the types that they show", async () => {
  for (const { code, file } of programs) writeFileSync(`${cache}${file}.ts`, withAssertions(code));
  const compilerOptions = {
    noEmit: true,
    composite: false,
    rewriteRelativeImportExtensions: false,
    noUnusedLocals: false,
  };
  const tsconfig = { extends: `${root}tsconfig.base.json`, compilerOptions, include: ["*.ts"] };
  writeFileSync(`${cache}tsconfig.json`, JSON.stringify(tsconfig));
  const { stdout } = await run(process.execPath, [
    `${root}node_modules/typescript/bin/tsc`,
    "-p",
    cache,
  ]).catch((failed: { stdout: string }) => failed);
  expect(stdout).toBe("");
});

/** Commands of the shell blocks, a line each, with what is behind `#` left out. */
const commands = documents.flatMap((path) =>
  blocksOf(readFileSync(root + path, "utf8"))
    .filter(({ language }) => language === "sh")
    .flatMap(({ code }) => code.split("\n"))
    .flatMap((line) => line.replace(/\s#.*$/, "").split("&&"))
    .map((command) => ({ path, command: command.trim() }))
    .filter(({ command }) => command !== "" && !command.startsWith("#")),
);

const commandsOfOurs: Readonly<Record<string, string>> = {
  wirebook: "packages/cli/bin/wirebook.js",
  "docusaurus-draft-gate": "packages/draft-gate/bin/docusaurus-draft-gate.mjs",
};

/** What `npm` knows without a script. */
const builtIn = new Set(["install", "ci"]);

describe("a command in a README exists", () => {
  test.each(commands)("$path: $command", async ({ command }) => {
    const all = command.split(/\s+/);
    // Settings of the environment may stand in front.
    const [program, ...words] = all.slice(all.findIndex((word) => !/^[A-Z_]+=/.test(word)));
    if (program === "npm") {
      const [verb = "", script = ""] = words;
      const at = words.includes("-w") ? `${words[words.indexOf("-w") + 1]}/` : "";
      const { scripts } = JSON.parse(readFileSync(`${root}${at}package.json`, "utf8")) as {
        scripts: Record<string, string>;
      };
      expect(builtIn.has(verb) || Object.hasOwn(scripts, verb === "run" ? script : verb)).toBe(true);
      return;
    }
    expect(program, "npm …, or npx and a command").toBe("npx");
    const [name = "", verb = ""] = words;
    const own = commandsOfOurs[name];
    if (own === undefined) return expect(existsSync(`${root}node_modules/.bin/${name}`)).toBe(true);
    const help = await run(process.execPath, [root + own, verb, "--help"]);
    expect(help.stdout).toContain(verb);
  });

  test("the quick start is among them", () => {
    const quick = commands.filter(({ path }) => path === "README.md").map(({ command }) => command);
    expect(quick).toEqual(expect.arrayContaining(["npm install", "npm start", "npm test"]));
  });
});
