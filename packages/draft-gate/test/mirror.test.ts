import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { VcsConfig } from "@docusaurus/types";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { copySite, placeMirror, type SiteMirror } from "../src/mirror/create-mirror.ts";
import { enterLocale } from "../src/mirror/enter-locale.ts";
import { mirroredFolders } from "../src/mirror/root.ts";
import { sidebarsWithout } from "../src/mirror/sidebars.ts";
import type { HiddenContent } from "../src/model/hidden.ts";
import type { LocaleManifest, Manifest } from "../src/model/manifest.ts";
import { withOriginalDates } from "../src/site/original-dates.ts";
import { filesOf, newSite } from "./site.ts";

let repository: string;
let site: string;
let mirror: SiteMirror | undefined;

const write = (file: string, text = file) => {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), text);
};
const nothing: HiddenContent = {
  url: "https://docs.example.com",
  baseUrls: ["/"],
  pages: {},
  closesSources: true,
  files: [],
  filesHere: [],
  roots: [],
  versions: [],
  entries: [],
};
const localeWith = (hidden: Partial<HiddenContent>): LocaleManifest => ({
  hosts: [],
  drafts: [],
  needles: [],
  files: [],
  words: [],
  hidden: { ...nothing, roots: [{ kind: "docs" as const, base: "docs", localized: [] }], ...hidden },
});
const manifestOf = (locales: Record<string, LocaleManifest>): Manifest => ({
  draftManifest: 1,
  site: { baseUrl: "/", signIn: "/auth/sign-in", signOut: "/auth/sign-out" },
  locales,
});

/** The copy of the repository, below the mirror's folder. */
const copyOf = (file: string) => path.join(mirror?.folder ?? "", repository, file);

async function copied(manifest: Manifest): Promise<string[]> {
  mirror = await placeMirror(site);
  await copySite(site, manifest, mirror);
  return filesOf(copyOf("")).filter((file) => !file.includes("node_modules"));
}

beforeEach(() => {
  repository = realpathSync(newSite("mirror"));
  site = path.join(repository, "website");
  write("website/docs/public.md");
  write("website/docs/draft.md", "by a rule of the site");
});

afterEach(() => mirror?.remove());

describe("the mirror of a site", () => {
  test("is its repository without the drafts, outside of it", async () => {
    write("website/docs/own.md", "---\ntitle: x\ndraft: True\n---\n");
    write("website/docs/prose.md", "---\ntitle: x\n---\n\ndraft: true\n");
    write("CHANGELOG.md");
    write("website/.docusaurus/globalData.json");
    write("website/build/404.html");
    write("website/build/assets/js/main.js");
    write("website/gated/.draft-gate");
    write("website/gated/report.json");
    write("website/manifest.json", '{ "draftManifest": 1 }');
    expect(await copied(manifestOf({ en: localeWith({ files: ["docs/draft.md"] }) }))).toEqual([
      "CHANGELOG.md",
      "website/docs/prose.md",
      "website/docs/public.md",
    ]);
    expect(mirror?.siteDir).toBe(copyOf("website"));
    expect(path.relative(repository, mirror?.folder ?? "")).toMatch(/^\.\./);
    expect(execFileSync("git", ["status", "--porcelain"], { cwd: repository, encoding: "utf8" })).not.toMatch(
      /mirror|docusaurus-draft-gate/,
    );
    expect(statSync(path.dirname(mirror?.folder ?? "")).mode & 0o077).toBe(0);
  });

  test("holds the folders of content that lie outside of the repository", async () => {
    rmSync(path.join(repository, ".git"), { recursive: true });
    mkdirSync(path.join(site, ".git"));
    write("content/shown.md");
    write("content/draft.md", "---\ndraft: true\n---\n");
    const roots = [{ kind: "docs" as const, base: "../content", localized: [] }];
    expect(await copied(manifestOf({ en: localeWith({ roots }) }))).toContain("content/shown.md");
    expect(existsSync(copyOf("content/draft.md"))).toBe(false);
  });

  test("holds nothing of what lies beside folders of content that lie elsewhere", async () => {
    const elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), "content-")));
    for (const file of ["docs/shown.md", "beside/large.bin"]) {
      mkdirSync(path.dirname(path.join(elsewhere, file)), { recursive: true });
      writeFileSync(path.join(elsewhere, file), file);
    }
    const roots = [{ base: path.relative(site, path.join(elsewhere, "docs")), localized: [] }];
    await copied(manifestOf({ en: localeWith({ roots }) }));
    const there = path.join(mirror?.folder ?? "", elsewhere);
    rmSync(elsewhere, { recursive: true });
    expect(filesOf(there)).toEqual(["docs/shown.md"]);
    expect(existsSync(copyOf("website/docs/public.md"))).toBe(true);
  });

  test.each([
    ["package.json", '{ "workspaces": ["website", "packages/*"] }'],
    ["pnpm-workspace.yaml", "packages: [website, 'packages/*']"],
  ])("is its workspace, where it has no repository, by %s", async (file, text) => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "workspace-")));
    mkdirSync(path.join(folder, "website"));
    mkdirSync(path.join(folder, "packages/own"), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    expect(mirroredFolders(path.join(folder, "website"), [])).toEqual([folder]);
    expect(mirroredFolders(path.join(folder, "website"), [path.join(folder, "docs")])).toEqual([folder]);
    rmSync(folder, { recursive: true });
  });

  test("has no way to the history: neither a repository nor what leads to one", async () => {
    write("website/vendor/.git", "gitdir: ../../.git/modules/vendor");
    write("website/vendor/page.md");
    expect(await copied(manifestOf({}))).toEqual([
      "website/docs/draft.md",
      "website/docs/public.md",
      "website/vendor/page.md",
    ]);
  });

  test("has the pages that show how a draft is marked", async () => {
    write("website/docs/about.md", "# Drafts\n\n```md\n---\ndraft: true\n---\n```\n");
    write("website/docs/dash.md", "A rule\n\n---\n\ndraft: true\n\n---\n");
    write("website/docs/crlf.md", "---\r\ntitle: x\r\ndraft: true\r\n---\r\n\r\nText\r\n");
    write("website/docs/mark.md", "\uFEFF---\ndraft: 'true'\n---\n");
    expect(await copied(manifestOf({}))).toEqual([
      "website/docs/about.md",
      "website/docs/dash.md",
      "website/docs/draft.md",
      "website/docs/public.md",
    ]);
  });

  test("has a site that was built elsewhere and is served as it is", async () => {
    for (const folder of ["static/1.0", "build"]) {
      write(`website/${folder}/404.html`);
      write(`website/${folder}/assets/js/main.js`);
    }
    const files = await copied(manifestOf({ en: localeWith({ statics: ["static"] }) }));
    expect(files).toContain("website/static/1.0/404.html");
    expect(files).not.toContain("website/build/404.html");
  });

  test("can be written to where the original cannot", async () => {
    chmodSync(path.join(site, "docs/public.md"), 0o444);
    await copied(manifestOf({}));
    expect(statSync(copyOf("website/docs/public.md")).mode & 0o222).not.toBe(0);
  });

  test("ends where links lead round in circles, and shares packages that a link leads to", async () => {
    const elsewhere = newSite("mirror-elsewhere");
    mkdirSync(path.join(elsewhere, "part"));
    writeFileSync(path.join(elsewhere, "part/there.md"), "there");
    symlinkSync("..", path.join(elsewhere, "part/round"));
    symlinkSync(elsewhere, path.join(site, "docs/linked"));
    mkdirSync(path.join(elsewhere, "packages/one"), { recursive: true });
    symlinkSync(path.join(elsewhere, "packages"), path.join(site, "node_modules"));
    await copied(manifestOf({}));
    expect(readFileSync(copyOf("website/docs/linked/part/round/part/there.md"), "utf8")).toBe("there");
    expect(realpathSync(copyOf("website/docs/linked/part/round"))).toBe(copyOf("website/docs/linked"));
    // The folder is the copy's own, as caches are written there; the packages are not.
    expect(realpathSync(copyOf("website/node_modules"))).toBe(copyOf("website/node_modules"));
    expect(realpathSync(copyOf("website/node_modules/one"))).toBe(
      path.join(realpathSync(elsewhere), "packages/one"),
    );
  });

  test("has the text of links in files that the site reads by a link to their folder", async () => {
    write("content/page.md", "[a](draft.md) [b](public.md)\n");
    write("content/draft.md", "---\ndraft: true\n---\n");
    symlinkSync("../content", path.join(site, "linked"));
    const en = localeWith({
      roots: [{ base: "linked", localized: [] }],
      pages: { "linked/page.md": "/page" },
      files: ["linked/draft.md"],
    });
    await copied(manifestOf({ en: { ...en, drafts: [{ source: "linked/draft.md", permalink: "/draft" }] } }));
    expect(readFileSync(copyOf("content/page.md"), "utf8")).toBe("a [b](public.md)\n");
  });

  test("has copies that can be written to, of the same time, and never the files themselves", async () => {
    await copied(manifestOf({}));
    const [original, copy] = [path.join(site, "docs/public.md"), copyOf("website/docs/public.md")];
    expect(statSync(copy).ino).not.toBe(statSync(original).ino);
    expect(Math.abs(statSync(copy).mtimeMs - statSync(original).mtimeMs)).toBeLessThan(1);
    writeFileSync(copy, "changed");
    expect(readFileSync(original, "utf8")).toBe("website/docs/public.md");
  });

  test("resolves symbolic links: within it to copies, out of it to what they lead to", async () => {
    const elsewhere = newSite("mirror-elsewhere");
    writeFileSync(path.join(elsewhere, "there.md"), "there");
    writeFileSync(path.join(elsewhere, "draft.md"), "---\ndraft: true\n---\n");
    symlinkSync(elsewhere, path.join(site, "docs/linked"));
    symlinkSync(path.join(site, "docs"), path.join(site, "same"));
    symlinkSync("draft.md", path.join(site, "docs/other-name.md"));
    symlinkSync("missing.md", path.join(site, "docs/broken.md"));
    await copied(manifestOf({ en: localeWith({ files: ["docs/other-name.md"] }) }));
    expect(lstatSync(copyOf("website/docs/linked")).isSymbolicLink()).toBe(false);
    expect(filesOf(copyOf("website/docs/linked")).filter((file) => file.endsWith(".md"))).toEqual([
      "there.md",
    ]);
    expect(realpathSync(copyOf("website/same"))).toBe(copyOf("website/docs"));
    expect(existsSync(copyOf("website/docs/other-name.md"))).toBe(false);
    expect(existsSync(copyOf("website/docs/draft.md"))).toBe(false);
  });

  test("has no way to a history, which knows of drafts", async () => {
    write("module/.git", "gitdir: ../.git/modules/module\n");
    write("module/kept.txt");
    await copied(manifestOf({}));
    expect(existsSync(copyOf("module/kept.txt"))).toBe(true);
    expect([".git", "module/.git"].filter((file) => existsSync(copyOf(file)))).toEqual([]);
  });

  test("has a folder of packages of its own where the original is a link to one", async () => {
    const elsewhere = newSite("mirror-elsewhere");
    mkdirSync(path.join(elsewhere, "packages/installed"), { recursive: true });
    symlinkSync(path.join(elsewhere, "packages"), path.join(site, "node_modules"));
    await copied(manifestOf({}));
    const folder = copyOf("website/node_modules");
    expect(lstatSync(folder).isSymbolicLink()).toBe(false);
    expect(realpathSync(path.join(folder, "installed"))).toBe(path.join(elsewhere, "packages/installed"));
  });

  test("is refused, by name, where a link leads out of it to the site", async () => {
    symlinkSync(path.dirname(repository), path.join(site, "above"));
    await expect(copied(manifestOf({}))).rejects.toThrow(/website.above leads to .*which holds the site/);
  });

  test("is refused where it would lie in what it is a copy of", async () => {
    mkdirSync(path.join(repository, "tmp"));
    vi.stubEnv("TMPDIR", path.join(repository, "tmp"));
    await expect(copied(manifestOf({}))).rejects.toThrow(/cannot lie in it.*Set TMPDIR/);
    vi.unstubAllEnvs();
  });

  test("shares packages, but for workspaces, which are those of the mirror", async () => {
    write("node_modules/@scope/installed/index.js");
    write("node_modules/.cache/kept");
    write("packages/own/index.js");
    symlinkSync("../packages/own", path.join(repository, "node_modules/own"));
    await copied(manifestOf({}));
    expect(realpathSync(copyOf("node_modules/own"))).toBe(copyOf("packages/own"));
    expect(realpathSync(copyOf("node_modules/@scope/installed"))).toBe(
      path.join(repository, "node_modules/@scope/installed"),
    );
    expect(existsSync(copyOf("node_modules/.cache"))).toBe(false);
    // Those of folders further up are found as well.
    expect(
      existsSync(path.join(mirror?.folder ?? "", path.dirname(repository), "../../../../node_modules")),
    ).toBe(true);
  });

  test("leaves nothing that tells of a folder of drafts, and keeps the folders that plugins demand", async () => {
    write("website/docs/plans/_category_.json", '{"label":"Plans"}');
    write("website/docs/plans/one.md", "---\ndraft: true\n---\n");
    write("website/docs/mixed/_category_.json", '{"label":"Mixed"}');
    write("website/docs/mixed/one.md", "---\ndraft: true\n---\n");
    write("website/docs/mixed/two.md");
    write("website/internal/one.md", "---\ndraft: true\n---\n");
    const roots = ["docs", "internal"].map((base) => ({ kind: "docs" as const, base, localized: [] }));
    await copied(manifestOf({ en: localeWith({ roots }) }));
    expect(existsSync(copyOf("website/docs/plans"))).toBe(false);
    expect(existsSync(copyOf("website/docs/mixed/_category_.json"))).toBe(true);
    expect(existsSync(copyOf("website/internal"))).toBe(true);
  });

  test("has no file that drafts use and no public page of any locale, and no author and tag of theirs", async () => {
    write("website/static/both.png");
    write("website/static/draft.png");
    write("website/blog/authors.yml", "# All who write\nada:\n  name: Ada\nghost:\n  name: Ghost\n");
    write("website/docs/tags.json", '{"kept": null, "plan": {"label": "Plan"}}');
    const authors = { kind: "authors" as const, file: "blog/authors.yml" };
    const tags = { kind: "tags" as const, file: "docs/tags.json", keys: ["plan"], shown: ["kept"] };
    const english = [{ ...authors, keys: [], shown: ["ada"] }, tags];
    // What drafts alone name in one language, and public pages in another, is public.
    const french = [{ ...authors, keys: ["ghost", "ada"], shown: [] }, tags];
    const file = (name: string) => ({ name, source: `static/${name}`, bytes: 1, sha256: "" });
    await copied(
      manifestOf({
        en: { ...localeWith({ entries: english }), files: [file("draft.png"), file("both.png")] },
        fr: { ...localeWith({ entries: french }), shown: ["static/both.png"] },
      }),
    );
    expect(existsSync(copyOf("website/static/draft.png"))).toBe(false);
    expect(existsSync(copyOf("website/static/both.png"))).toBe(true);
    expect(readFileSync(copyOf("website/blog/authors.yml"), "utf8")).toBe(
      "# All who write\nada:\n  name: Ada\n",
    );
    expect(JSON.parse(readFileSync(copyOf("website/docs/tags.json"), "utf8"))).toEqual({ kept: null });
  });

  test("has the text of links to what is a draft for all who read the file, and else the links", async () => {
    const page = "[a](draft.md) [b](/docs/draft) [c](other.md) [d](https://docs.example.com/fr/docs/draft)\n";
    write("website/docs/page.md", page);
    write("website/i18n/fr/page.md", page);
    write("website/README.md", "[a](docs/draft.md)");
    write("README.md", "[a](website/docs/draft.md)");
    const roots = [{ kind: "docs" as const, base: "docs", localized: ["i18n/en", "i18n/fr"] }];
    const baseUrls = ["/", "/fr/"];
    const draft = (name: string, base = "/") => ({
      source: `docs/${name}.md`,
      permalink: `${base}docs/${name}`,
    });
    const hidden = { roots, baseUrls, files: ["docs/draft.md"] };
    const en = localeWith({ ...hidden, pages: { "docs/page.md": "/docs/page" } });
    const fr = localeWith({ ...hidden, pages: { "i18n/fr/page.md": "/fr/docs/page" } });
    const both = manifestOf({
      en: { ...en, drafts: [draft("draft")] },
      fr: { ...fr, drafts: [draft("draft", "/fr/"), draft("other", "/fr/")] },
    });
    await copied(both);
    const [base, translated] = ["website/docs/page.md", "website/i18n/fr/page.md"].map((file) =>
      readFileSync(copyOf(file), "utf8"),
    );
    expect(base).toBe("a b [c](other.md) d\n");
    expect(translated).toBe("a b c d\n");
    expect(readFileSync(copyOf("website/README.md"), "utf8")).toBe("a");
    expect(readFileSync(copyOf("README.md"), "utf8")).toBe("[a](website/docs/draft.md)");
  });

  test("is one build's at a time, and what a killed one left is cleared by the next", async () => {
    await copied(manifestOf({}));
    writeFileSync(copyOf("website/left.md"), "left");
    const owner = `${mirror?.folder}.pid`;
    writeFileSync(owner, String(process.ppid));
    await expect(placeMirror(site)).rejects.toMatchObject({ code: "locked" });
    writeFileSync(owner, "4194305");
    expect(await copied(manifestOf({}))).not.toContain("website/left.md");
    mirror?.remove();
    expect([existsSync(mirror?.folder ?? ""), existsSync(owner)]).toEqual([false, false]);
  });
});

describe("in the mirror of one locale", () => {
  const version = {
    plugin: "default",
    version: "current",
    isLatest: true,
    contentPath: "docs",
    sidebarFile: "sidebars.js",
    draftIds: ["draft", "part/draft"],
    categories: [],
    sidebars: [],
    isEmptied: false,
  };
  async function enter(manifest: Manifest, locale: string): Promise<void> {
    const { siteDir } = mirror as SiteMirror;
    await enterLocale(manifest, manifest.locales[locale] as LocaleManifest, siteDir, mirror as SiteMirror);
  }

  test("a page that is a draft there alone is not there, and is for the next", async () => {
    const manifest = manifestOf({ en: localeWith({}), fr: localeWith({ filesHere: ["docs/public.md"] }) });
    await copied(manifest);
    await enter(manifest, "fr");
    expect(existsSync(copyOf("website/docs/public.md"))).toBe(false);
    await enter(manifest, "en");
    expect(existsSync(copyOf("website/docs/public.md"))).toBe(true);
  });

  test.each([
    ["sidebars.js", 'export default { a: ["public", "draft"] };'],
    ["sidebars.cjs", 'module.exports = { a: ["public", "draft"] };'],
    ["sidebars.ts", 'const a: string[] = ["public", "draft"];\nexport default { a };'],
    ["sidebars.json", '{ "a": ["public", "draft"] }'],
  ])("drafts are not in %s", async (sidebarFile, text) => {
    write(`website/${sidebarFile}`, text);
    const manifest = manifestOf({ en: localeWith({ versions: [{ ...version, sidebarFile }] }) });
    await copied(manifest);
    await enter(manifest, "en");
    const left = readFileSync(copyOf(`website/${sidebarFile}`), "utf8");
    expect(left).toContain("public");
    expect(left).not.toContain("draft");
  });

  test("a category loses its link to a draft", async () => {
    write("website/docs/part/_category_.yml", "label: Part\nlink:\n  type: doc\n  id: draft\n");
    write("website/docs/part/page.md");
    const manifest = manifestOf({ en: localeWith({ versions: [version] }) });
    await copied(manifest);
    await enter(manifest, "en");
    expect(readFileSync(copyOf("website/docs/part/_category_.yml"), "utf8")).toBe("label: Part\n");
  });

  test("a category loses its link to a draft by a short name, in folders with numbers", async () => {
    write("website/docs/01-part/_category_.json", '{"label":"Part","link":{"type":"doc","id":"draft"}}');
    write("website/docs/01-part/page.md");
    write("website/docs/02-other/_category_.json", '{"label":"Other","link":{"type":"doc","id":"draft"}}');
    write("website/docs/02-other/draft.md");
    const draftIds = ["part/draft"];
    const manifest = manifestOf({ en: localeWith({ versions: [{ ...version, draftIds }] }) });
    await copied(manifest);
    await enter(manifest, "en");
    const read = (folder: string) =>
      JSON.parse(readFileSync(copyOf(`website/docs/${folder}/_category_.json`), "utf8"));
    expect(read("01-part")).toEqual({ label: "Part" });
    expect(read("02-other")).toMatchObject({ link: { id: "draft" } });
  });

  test("a version of drafts only is not listed", async () => {
    write("website/versions.json", '["2.0", "1.0"]');
    const old = { ...version, version: "1.0", isEmptied: true };
    const manifest = manifestOf({ en: localeWith({ versions: [version, old] }) });
    await copied(manifest);
    await enter(manifest, "en");
    expect(JSON.parse(readFileSync(copyOf("website/versions.json"), "utf8"))).toEqual(["2.0"]);
  });
});

describe("sidebars are kept without drafts", () => {
  const doc = (id: string) => ({ type: "doc", id, label: "x" });
  test.each([
    ["a document", ["a", "d", doc("d"), doc("a")], ["a", doc("a")]],
    ["a document of an old version", ["version-1.0/a", "version-1.0/d"], ["version-1.0/a"]],
    [
      "a category's link",
      [{ type: "category", label: "C", link: { type: "doc", id: "d" }, items: ["a"] }],
      [{ type: "category", label: "C", items: ["a"] }],
    ],
    [
      "a category's items",
      [{ type: "category", label: "C", link: { type: "doc", id: "a" }, items: ["d"] }],
      [{ type: "category", label: "C", link: { type: "doc", id: "a" }, items: [] }],
    ],
    ["a category of drafts", ["a", { type: "category", label: "C", items: [{ C: ["d"] }, "d"] }], ["a"]],
    ["a short category", [{ C: ["d", "a"], D: { E: ["d"] } }], [{ C: ["a"] }]],
    [
      "what names no document",
      [{ type: "link", label: "d", href: "/" }],
      [{ type: "link", label: "d", href: "/" }],
    ],
  ])("%s", (_what, items, left) => {
    expect(sidebarsWithout({ s: items }, new Set(["d"]))).toEqual({ s: left });
  });

  test("and without the sidebars that hold nothing else", () => {
    expect(sidebarsWithout({ a: ["d"], b: { C: ["d"] }, c: [] }, new Set(["d"]))).toEqual({ c: [] });
  });
});

test("a file is dated by its original's history, and by its original where that has none", async () => {
  write("docs/post.md");
  mirror = await placeMirror(site);
  const asked: string[] = [];
  const { experimental_vcs: vcs } = withOriginalDates(
    {
      title: "",
      url: "",
      baseUrl: "/",
      future: {
        experimental_vcs: {
          initialize: () => {},
          getFileCreationInfo: async (file: string) => {
            asked.push(file);
            return file.endsWith("known.md") ? { timestamp: 7, author: "Ada" } : null;
          },
          getFileLastUpdateInfo: async () => null,
        },
      },
    },
    mirror,
  ) as { experimental_vcs: VcsConfig };
  const original = path.join(repository, "docs/post.md");
  const { birthtimeMs } = statSync(original);
  expect(await vcs.getFileCreationInfo(copyOf("docs/known.md"))).toEqual({ timestamp: 7, author: "Ada" });
  expect(await vcs.getFileCreationInfo(copyOf("docs/post.md"))).toEqual({
    timestamp: birthtimeMs,
    author: "",
  });
  expect(await vcs.getFileCreationInfo(copyOf("docs/missing.md"))).toBeNull();
  expect(asked).toContain(original);
});
