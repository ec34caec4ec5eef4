import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { run, wirebook } from "./support/run.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const names = ["up/wind-speed", "down/valve", "req/valve", "down/close"];

/** A copy of what a definition needs: the package of message types, the compiler's settings, the linter's. */
function copyOfHouse(): string {
  const house = mkdtempSync(join(tmpdir(), "wirebook-new-"));
  for (const file of ["tsconfig.base.json", "biome.json"]) cpSync(join(root, file), join(house, file));
  const skip = /[\\/](dist|node_modules|[^\\/]*\.tsbuildinfo)$/;
  cpSync(join(root, "schemas"), join(house, "schemas"), {
    recursive: true,
    filter: (path) => !skip.test(path),
  });
  const settings = JSON.parse(readFileSync(join(house, "schemas/tsconfig.json"), "utf8"));
  writeFileSync(join(house, "schemas/tsconfig.json"), JSON.stringify({ ...settings, references: [] }));
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  return house;
}

function bin(name: string): string {
  return join(root, "node_modules/.bin", name);
}

describe("new", () => {
  it("adds message types that build, pass the checks and can be used", async () => {
    const house = copyOfHouse();
    const cwd = join(house, "schemas");
    const list = join(cwd, "src/messages.ts");
    const before = readFileSync(list, "utf8");
    for (const name of names) {
      const { code, out, err } = await wirebook(
        ["new", name, ...(name === "down/valve" ? ["--answer"] : [])],
        { cwd },
      );
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain(`Wrote src/${name}.ts`);
      expect(out).toContain("What to do next:");
    }
    const added = names.map((name) => `export * from "./${name}.ts";`);
    const lines = readFileSync(list, "utf8").split("\n");
    expect(lines.filter((line) => !added.includes(line))).toEqual(before.split("\n"));
    expect(lines).toEqual(expect.arrayContaining(added));

    const files = ["src/messages.ts", ...names.map((name) => `src/${name}.ts`)];
    const lint = await run(bin("biome"), ["check", "--vcs-enabled=false", ...files], { cwd });
    expect(lint.code, lint.out + lint.err).toBe(0);
    const build = await run(bin("tsc"), ["-p", "."], { cwd });
    expect(build.code, build.out).toBe(0);

    const generator = join(cwd, "scripts/generate-examples.mjs");
    const generated = await run(process.execPath, [generator]);
    expect(generated.code, generated.err).toBe(0);
    const examples = JSON.parse(readFileSync(join(cwd, "examples/up/wind-speed.json"), "utf8"));
    expect(examples).toHaveLength(2);
    expect((await run(process.execPath, [generator, "--check"])).code).toBe(0);

    const built = ["--messages", join(cwd, "dist/messages.js")];
    expect((await wirebook(["list", ...built])).out).toMatch(/^up\/wind-speed +Wind speed +up +draft$/m);
    const json = { i: "70b3d5e050020901", n: 1, q: "wind-speed", d: { temperature: 21.5, count: 3 } };
    const { out: hex } = await wirebook(["encode", "-m", "up/wind-speed", ...built, JSON.stringify(json)]);
    const { out } = await wirebook(["decode", "-m", "up/wind-speed", ...built, hex.trim()]);
    expect(JSON.parse(out)).toEqual(json);
  });

  it("makes the list in a folder that has none", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "wirebook-new-"));
    mkdirSync(join(cwd, "messages"));
    expect((await wirebook(["new", "up/wind", "--dir", "messages"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "messages/messages.ts"), "utf8")).toContain(
      'export * from "./up/wind.ts";',
    );
    expect(readFileSync(join(cwd, "messages/up/wind.ts"), "utf8")).not.toContain("envelope");
  });

  it("overwrites nothing", async () => {
    const cwd = mkdtempSync(join(tmpdir(), "wirebook-new-"));
    mkdirSync(join(cwd, "up"));
    writeFileSync(join(cwd, "up/wind.ts"), "// mine\n");
    const { code, err } = await wirebook(["new", "up/wind", "--dir", "."], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("is there already");
    expect(readFileSync(join(cwd, "up/wind.ts"), "utf8")).toBe("// mine\n");
    expect(existsSync(join(cwd, "messages.ts"))).toBe(false);
  });

  it("asks for a folder where there is none", async () => {
    const { code, err } = await wirebook(["new", "up/wind"], {
      cwd: mkdtempSync(join(tmpdir(), "wirebook-new-")),
    });
    expect(code).toBe(2);
    expect(err).toContain("--dir FOLDER");
  });

  it("asks for the answer before the request", async () => {
    const { code, err } = await wirebook(["new", "req/tea"], { cwd: copyOfHouse() });
    expect(code).toBe(2);
    expect(err).toContain("wirebook new down/tea --answer");
  });
});
