import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { filesOf, fixtureSite, gate, gateCommand, newSite, type Run, start } from "./site.ts";

const stub = fileURLToPath(new URL("stub-site/core", import.meta.url));

describe("docusaurus-draft-gate prove, with a stand-in for Docusaurus", () => {
  let site: string;
  let temporary: string;
  let sites = 0;
  const env = () => ({ STUB_DOCUMENTS: "1", STUB_FILES: "0", TMPDIR: temporary });
  const prove = (args: readonly string[], more: Record<string, string> = {}) =>
    gate(["prove", "--seed", "3", ...args], site, { ...env(), ...more });
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(site, file)), { recursive: true });
    writeFileSync(path.join(site, file), text);
  };
  const all = (folder: string) =>
    filesOf(folder).map((file) => {
      const { mtimeMs } = statSync(path.join(folder, file));
      return [file, mtimeMs, readFileSync(path.join(folder, file), "latin1")];
    });
  /** What is left where copies lie. */
  const left = () => {
    const [home] = readdirSync(temporary);
    return home === undefined ? [] : readdirSync(path.join(temporary, home));
  };

  beforeEach(() => {
    site = newSite(`prove-${++sites}`);
    temporary = newSite(`prove-${sites}-temporary`);
    rmSync(path.join(temporary, ".git"), { recursive: true });
    cpSync(stub, path.join(site, "node_modules/@docusaurus/core"), { recursive: true });
    write("package.json", "{}\n");
    write("docs/public.md", "# Public\n\nSee [the plan](plan.md).\n");
    write("docs/plan.md", "---\ndraft: true\n---\n\n# The plan\n\n![](/img/plan.png)\n");
    write("docs/secret.md", "---\ndraft: true\nid: hidden\n---\n\n# The secret\n");
    write("static/img/plan.png", "a plan");
    write("static/img/logo.png", "a logo");
  });

  test("rewrites, builds and compares, and leaves the site and nothing else as it was", async () => {
    const before = all(site);
    const { code, output } = await prove(["--rewrites", "4"]);
    expect(code, output).toBe(0);
    expect(output).toContain("2 drafts, each with its translations, of which 1 keep their address");
    expect(output).toMatch(
      /4 rewritings: \d+ drafts rewritten, \d+ deleted, \d+ added; 12 files compared, .* MB; 0 differences/,
    );
    expect(output).toContain("--seed 6");
    expect(all(site)).toEqual(before);
    expect(left()).toEqual([]);
  });

  test("repeats what a seed did, and does something else with another", async () => {
    const told = async (seed: string) => {
      const { output } = await gate(["prove", "--rewrites", "3", "--seed", seed], site, env());
      return output
        .split("\n")
        .filter((line) => /^ +\d+ +\d+/.test(line))
        .map((line) => line.trim().split(/ +/).slice(0, 6).join(" "));
    };
    const [once, again, other] = [await told("41"), await told("41"), await told("51")];
    expect(once).toHaveLength(3);
    expect(again).toEqual(once);
    expect(other).not.toEqual(once);
  });

  test("finds what changes with the drafts, says where and how to repeat it, and keeps no tree unasked", async () => {
    const { code, output } = await prove(["--rewrites", "3"], { STUB_TELLS: "drafts" });
    expect(code).toBe(3);
    expect(output).toMatch(
      /count\.txt {2}from byte 28\n +before {2}"e are docs\/plan\.md,docs\/secret\.md\."\n +after {3}"e are docs\//,
    );
    expect(output).toContain("Repeat it with --rewrites 1 --seed 3");
    expect(left()).toEqual([]);
  });

  test("keeps both trees for their owner where it is told to", async () => {
    const { code } = await prove(["--out-dir", "proof"], { STUB_TELLS: "drafts" });
    expect(code).toBe(3);
    const [before, after] = ["before", "after"].map((name) => path.join(site, "proof", name)) as [
      string,
      string,
    ];
    for (const tree of [before, after]) expect(statSync(tree).mode & 0o077).toBe(0);
    expect(readFileSync(path.join(after, "count.txt"))).not.toEqual(
      readFileSync(path.join(before, "count.txt")),
    );
    expect(existsSync(path.join(site, "proof/logs/private.log"))).toBe(true);
    expect(left()).toEqual([]);
  });

  test("a site that is another one at each build proves nothing", async () => {
    const { code, output } = await prove([], { STUB_TELLS: "time" });
    expect(code).toBe(4);
    expect(output).toContain("another one each time that it is built, in 1 files");
  });

  test("leaves drafts alone that the site itself makes, and rewrites the others", async () => {
    const { code, output } = await prove(["--rewrites", "2"], { STUB_MAKES: "1" });
    expect(code, output).toBe(0);
    expect(output.match(/1 drafts are made by the site itself at each build/g)).toHaveLength(1);
    expect(output).toContain("3 drafts, each with its translations");
  });

  test("a rewriting that no page of drafts shows proves nothing", async () => {
    const { code, output } = await prove([], { STUB_DOCUMENTS: "" });
    expect(code).toBe(4);
    expect(output).toContain("changed nothing that the private tree shows");
  });

  test("says when the tree names the folder that it was built in", async () => {
    const { code, output } = await prove([], { STUB_TELLS: "place" });
    expect(code).toBe(0);
    expect(output).toContain(
      "1 files of the public tree say in which folder it was built, such as place.txt",
    );
  });

  test("tells where the output of Docusaurus is when it fails", async () => {
    const { code, output } = await prove([], { STUB_FAILS: "private" });
    expect(code).toBe(1);
    const [, log = ""] = /Its output is in (.*\.log)\./.exec(output) ?? [];
    expect(readFileSync(log, "utf8")).toContain("the reason of the first page");
    expect(statSync(path.dirname(log)).mode & 0o077).toBe(0);
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing behind at %s", async (signal) => {
    const code = await new Promise((resolve) => {
      const child = start(gateCommand, ["prove"], site, { ...env(), STUB_FILES: "2000", STUB_PACE: "5" });
      child.stdout.on("data", (data) => {
        if (String(data).includes("… find its drafts")) setTimeout(() => child.kill(signal), 300);
      });
      child.on("close", resolve);
    });
    expect(code).toBeGreaterThan(128);
    expect(left().filter((name) => !name.endsWith(".logs"))).toEqual([]);
  });

  test.each([
    [["--rewrites", "0"], "Expected a whole number"],
    [["--seed", "x"], "Expected a whole number"],
    [["--site-dir", "nowhere"], "is no folder"],
    [["--out-dir", "docs"], "no build made it"],
  ])("%j is refused", async (args, words) => {
    const { code, output } = await prove(args);
    expect(code).toBe(1);
    expect(output).toContain(words);
  });
});

describe("docusaurus-draft-gate prove, with Docusaurus", () => {
  let result: Run;

  beforeAll(async () => {
    const site = fixtureSite("prove");
    result = await gate(["prove", "--rewrites", "1", "--seed", "2", "--locale", "fr"], site);
  });

  test("finds the public tree of the fixture the same whatever its drafts are", () => {
    expect(result.output).toMatch(/1 rewriting: \d+ drafts rewritten, .* 0 differences/);
    expect(result.code, result.output).toBe(0);
  });

  test("shows no draft and no colour in its output", () => {
    expect(result.output).not.toContain("zq");
    expect(result.output).not.toContain("\u001b");
  });
});
