import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { contentFolders } from "../dist/build/content-folders.js";
import { copyWhole } from "../src/mirror/create-mirror.ts";
import { shareHistory } from "../src/prove/history.ts";
import { newSite } from "./site.ts";

const git = (folder: string, ...args: string[]) =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
    cwd: folder,
    encoding: "utf8",
  }).trim();

function siteWith(name: string, files: Readonly<Record<string, string>>): string {
  const site = newSite(name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(site, file)), { recursive: true });
    writeFileSync(path.join(site, file), text);
  }
  return site;
}

test("a copy has the history of its original, and what is done in it does not reach that", async () => {
  const site = siteWith("history", { "docs/a.md": "a" });
  git(site, "add", "--all");
  git(site, "commit", "--quiet", "--message", "The first");
  const folder = newSite("history-copy");
  const copy = path.join(folder, "there");
  mkdirSync(copy);
  const index = readFileSync(path.join(site, ".git/index"));
  await shareHistory(site, copy);
  mkdirSync(path.join(copy, "docs"));
  writeFileSync(path.join(copy, "docs/a.md"), "other");
  expect(git(copy, "log", "--format=%an %s", "--", "docs/a.md")).toBe("Ada The first");
  git(copy, "commit", "--quiet", "--all", "--message", "Elsewhere");
  expect(git(site, "log", "--format=%s")).toBe("The first");
  expect(readFileSync(path.join(site, ".git/index"))).toEqual(index);
});

test("a copy without a history is known as a repository all the same", async () => {
  const copy = path.join(newSite("history-none"), "there");
  mkdirSync(copy);
  await shareHistory(newSite("history-empty"), copy);
  expect(existsSync(path.join(copy, ".git"))).toBe(true);
});

test("a copy of a whole site has its drafts, the times of its files, and a repository where the original has one", async () => {
  const site = siteWith("whole", { "docs/draft.md": "---\ndraft: true\n---\n", "docs/page.md": "page" });
  const folder = path.join(newSite("whole-copy"), "there");
  const repositories: [string, string][] = [];
  await copyWhole(site, [], { folder }, async (from, to) => void repositories.push([from, to]));
  const copy = path.join(folder, site);
  expect(readFileSync(path.join(copy, "docs/draft.md"), "utf8")).toContain("draft: true");
  expect(statSync(path.join(copy, "docs/page.md")).mtimeMs).toBeCloseTo(
    statSync(path.join(site, "docs/page.md")).mtimeMs,
    0,
  );
  expect(repositories).toEqual([[site, copy]]);
});

test("a configuration says where content lies, in the repository or not", async () => {
  const site = siteWith("folders", { "package.json": "{}", "docs/a.md": "", "../elsewhere/b.md": "" });
  const core = path.join(site, "node_modules/@docusaurus/core");
  cpSync(fileURLToPath(new URL("stub-site/core", import.meta.url)), core, { recursive: true });
  writeFileSync(
    path.join(core, "lib/server/config.js"),
    `exports.loadSiteConfig = async () => ({ siteConfig: {
      presets: [["classic", { docs: { path: "docs" }, blog: { path: "no-such-folder" } }], null],
      plugins: ["one", [() => {}, { path: "../elsewhere", id: "other" }], false],
    } });`,
  );
  const folders = await contentFolders(site, {});
  expect(folders.sort()).toEqual([path.join(site, "../elsewhere"), path.join(site, "docs")].sort());
});
