import { existsSync, readFileSync, readlinkSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { filesOf, fixtureSite, gate, marksIn, type Run, renameMarks } from "./site.ts";

let site: string;
let result: Run;
const read = (file: string) => readFileSync(path.join(site, "gated", file), "utf8");
/** Whether a page says something: a failure then prints a word instead of the page. */
const says = (file: string, what: RegExp | string) =>
  typeof what === "string" ? read(file).includes(what) : what.test(read(file));

beforeAll(async () => {
  site = fixtureSite("two-trees");
  result = await gate(["build"], site);
});

describe("docusaurus-draft-gate build", () => {
  test("publishes both trees and reports its figures", () => {
    expect(result.output).toMatch(/\d+ drafts, \d+ files, \d+ needles, 0 hits, [\d.]+ s, [\d.]+ MB/);
    expect(result.code).toBe(0);
    expect(readlinkSync(path.join(site, "gated/current"))).toMatch(/^releases\//);
    expect(Object.keys(JSON.parse(read("manifest.json")).locales)).toEqual(["en", "fr"]);
  });

  test("shows no draft and no colour in its output", () => {
    expect(result.output).not.toContain("zq");
    expect(result.output).not.toContain("\u001b");
    expect(statSync(path.join(site, "gated/logs/private.log")).mode & 0o077).toBe(0);
    expect(statSync(path.join(site, "gated/manifest.json")).mode & 0o077).toBe(0);
  });

  test("links files that are equal in both trees", () => {
    const inode = (tree: string) => statSync(path.join(site, "gated/current", tree, "img/logo.png")).ino;
    expect(inode("public")).toBe(inode("private"));
  });
});

describe("the public tree", () => {
  test("holds no mark of a draft, in any file or name", () => {
    expect([...marksIn(path.join(site, "gated/current/public"))]).toEqual([]);
  });

  test("is, byte for byte, that of the same site with other drafts", async () => {
    // In the same folder: the bundler's minifier counts the letters of paths when it chooses names.
    const [kept, built] = [`${site}-kept`, path.join(path.dirname(site), "other-drafts")];
    for (const old of [kept, built]) rmSync(old, { recursive: true, force: true });
    renameSync(site, kept);
    try {
      const other = fixtureSite("two-trees");
      renameMarks(other);
      writeFileSync(
        path.join(other, "docs/auto/zxmore.md"),
        "---\ndraft: true\n---\n\n# Zxmore\n\nOne draft more.\n",
      );
      const { code, output } = await gate(["build"], other);
      expect(code, output).toBe(0);
    } finally {
      renameSync(site, built);
      renameSync(kept, site);
    }
    const [here, there] = [path.join(site, "gated/current/public"), path.join(built, "gated/current/public")];
    expect(filesOf(there)).toEqual(filesOf(here));
    const changed = filesOf(here).filter(
      (file) => !readFileSync(path.join(here, file)).equals(readFileSync(path.join(there, file))),
    );
    expect(changed).toEqual([]);
  });

  test.each([
    ["named by a function", "zqbase.png"],
    ["in a style", "zqstyle.png"],
    ["in a set of sources", "zqset.png"],
    ["of a video", "zqposter.png"],
    ["in front matter", "zqfront.png"],
    ["in indented front matter", "zqauthor.png"],
    ["with parentheses in its name", "../zqfile(2).pdf"],
    ["whose name ends another's", "1.png"],
  ])("has no file that only drafts use: one %s", (_how, name) => {
    const img = path.join(site, "gated/current", "public", "img");
    expect(existsSync(path.join(img, name))).toBe(false);
    expect(existsSync(path.join(site, "gated/current/private/img", name))).toBe(true);
    expect(existsSync(path.join(img, "fig-11.png"))).toBe(true);
  });

  test("keeps the text of a link to a draft", () => {
    const page = "current/public/docs/links/index.html";
    const texts = ["file link", "URL link", "reference link", "collapsed one", "JSX link", "HTML link"];
    expect(texts.filter((text) => !says(page, text))).toEqual([]);
    expect(says(page, /an address that is its own text: (<!-- -->)?…/)).toBe(true);
  });

  test("keeps a redirect between public pages and an author with public posts", () => {
    expect(says("current/public/old-intro/index.html", "/base/docs/intro")).toBe(true);
    expect(existsSync(path.join(site, "gated/current/public/blog/authors/ada/index.html"))).toBe(true);
  });

  test("keeps a document that is a draft only in another version or language", () => {
    expect(says("current/public/docs/1.0/guides/shared/index.html", "word for word")).toBe(true);
    expect(existsSync(path.join(site, "gated/current/public/docs/guides/shared"))).toBe(false);
    expect(says("current/public/docs/project/public-part/index.html", "for everybody")).toBe(true);
    expect(existsSync(path.join(site, "gated/current/public/fr/docs/project/public-part"))).toBe(false);
  });

  test("keeps what stood in a category that a draft introduces", () => {
    expect(says("current/public/docs/intro/index.html", "/base/docs/project/public-part")).toBe(true);
  });

  test.each(["404.html", "fr/404.html", "docs/intro/index.html"])("offers to sign in on %s", (file) => {
    expect(says(`current/public/${file}`, /href="?\/base\/auth\/sign-in/)).toBe(true);
  });

  test("offers to sign in below the text of a page that is not found, in its language", () => {
    expect(says("current/public/404.html", /draft-gate-not-found.*Sign in/)).toBe(true);
    expect(says("current/public/fr/404.html", /draft-gate-not-found.*Se connecter/)).toBe(true);
    expect(says("current/private/404.html", "draft-gate-not-found")).toBe(false);
  });
});

describe("the private tree", () => {
  test("holds every mark that only a draft says", () => {
    const known = marksIn(path.join(site, "gated/current/private"));
    const said = [
      ...marksIn(path.join(site, "docs")),
      ...marksIn(path.join(site, "blog")),
      ...marksIn(path.join(site, "manual")),
    ];
    // Anchors, comments and front matter that no page shows are no loss.
    const unsaid = ["zqref", "zqpostref", "zqkeyword"];
    expect(said.filter((mark) => !known.has(mark) && !unsaid.includes(mark))).toEqual([]);
  });

  test("shows a badge on the page and in the sidebar of a draft", () => {
    const page = "current/private/docs/guides/zqhidden/index.html";
    expect(says(page, "Only readers who signed in can see it")).toBe(true);
    expect(says(page, /menu__list-item draft-gate-draft/)).toBe(true);
    expect(says("current/private/docs/intro/index.html", "Only readers who signed in")).toBe(false);
  });

  test("searches drafts, which the public tree does not", () => {
    expect(says("current/private/search-index.json", "zqsentence")).toBe(true);
    expect(says("current/public/search-index.json", "What everybody may read")).toBe(true);
  });

  test("offers to sign out by POST", () => {
    expect(
      says("current/private/docs/intro/index.html", /method="?post"? action="?\/base\/auth\/sign-out/),
    ).toBe(true);
  });

  test("is marked, so that docusaurus deploy can refuse it", () => {
    expect(filesOf(path.join(site, "gated/current/private"))).toContain(".private-tree");
  });
});

describe("a draft that comes to be after a build", () => {
  test("disappears from public pages that have not changed, whatever the caches hold", async () => {
    const guide = path.join(site, "docs/guides/public.md");
    expect(says("current/public/docs/intro/index.html", "/base/docs/guides/public")).toBe(true);

    writeFileSync(guide, "---\ndraft: true\n---\n\n# Zqlately\n\nHidden zqlatelytext of late.\n");
    const after = await gate(["build"], site);
    expect(after.output).toMatch(/ 0 hits/);
    expect(after.code).toBe(0);
    expect([...marksIn(path.join(site, "gated/current/public"))]).toEqual([]);
    expect(says("current/public/docs/intro/index.html", "guides/public")).toBe(false);
    expect(existsSync(path.join(site, "gated/current/public/docs/guides/public"))).toBe(false);
  });

  test("is in no cache of the public build", () => {
    const caches = path.join(site, "node_modules/.cache/docusaurus-draft-gate");
    const names = filesOf(caches).map((file) => file.split(path.sep)[0] ?? "");
    const publicCaches = [...new Set(names)].filter((name) => name.includes("-public-"));
    expect(publicCaches).toHaveLength(4);
    for (const name of publicCaches)
      expect([...marksIn(path.join(caches, name))]).not.toContain("zqlatelytext");
  });
});
