import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { validateBlogPostFrontMatter } from "@docusaurus/plugin-content-blog/lib/frontMatter.js";
import { validateDocFrontMatter } from "@docusaurus/plugin-content-docs/lib/frontMatter.js";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseMarkdown } from "../src/markdown/parse-markdown.ts";
import type { Manifest } from "../src/model/manifest.ts";
import { compareTrees } from "../src/prove/compare-trees.ts";
import { pageOf, readPage } from "../src/prove/front-matter.ts";
import { type Inventory, readInventory } from "../src/prove/inventory.ts";
import { createJournal } from "../src/prove/journal.ts";
import { placeNames, publicNames } from "../src/prove/public-names.ts";
import { createRandom } from "../src/prove/random.ts";
import { rewriteDrafts } from "../src/prove/rewrite-drafts.ts";
import { filesOf, newSite } from "./site.ts";

const seeds = Array.from({ length: 24 }, (_, index) => String(index));

let site: string;
const at = (file: string) => path.join(site, file);
const write = (file: string, text: string) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};
const draft = (fields: string, text: string) => `---\ndraft: true\n${fields}---\n\n${text}\n`;
const contents = () => filesOf(site).map((file) => [file, readFileSync(at(file), "latin1")]);

/** What the private build would say of the site below. */
function manifest(): Manifest {
  const drafts = [
    ["docs/guides/plan.md", "guides/plan"],
    ["docs/guides/secret.md", "guides/secret"],
    ["docs/hidden/index.md", "hidden/index"],
    ["docs/open/index.md", "open/index"],
    ["blog/2024-02-02-later.md"],
    ["src/pages/soon.mdx"],
  ].map(([source = "", id]) => ({
    source,
    id,
    permalink: `/${source.replace(/(\/index)?\.mdx?$/, "").replace(/^src\/pages\//, "")}`,
  }));
  const translated = "i18n/fr/docusaurus-plugin-content-docs/current";
  const root = (kind: "docs" | "blog" | "pages", base: string, localized: string) => ({
    kind,
    base,
    localized: [localized],
  });
  const hidden = {
    url: "https://docs.example.com",
    baseUrls: ["/"],
    pages: { "docs/intro.md": "/docs/intro", "docs/open/page.md": "/docs/open/page" },
    closesSources: true,
    files: [...drafts.map(({ source }) => source), `${translated}/guides/secret.md`],
    filesHere: [],
    roots: [
      root("docs", "docs", translated),
      root("blog", "blog", "i18n/fr/docusaurus-plugin-content-blog"),
      root("pages", "src/pages", "i18n/fr/docusaurus-plugin-content-pages"),
    ],
    versions: [],
    entries: [
      { kind: "authors" as const, file: "blog/authors.yml", keys: ["ghost"], shown: [] },
      { kind: "tags" as const, file: "docs/tags.yml", keys: [], shown: ["open"] },
    ],
  };
  const files = ["static/img/plan.png", "static/img/named.png", "docs/hidden/beside.pdf"].map((source) => ({
    name: path.basename(source),
    source,
    bytes: 1,
    sha256: "",
  }));
  const locale = { hosts: [], drafts, needles: [], files, words: [], hidden };
  return {
    draftManifest: 1,
    site: { baseUrl: "/base/", signIn: "", signOut: "" },
    locales: { en: locale },
  };
}

const inventory = (): Inventory => readInventory(manifest(), site, site, at("tree"));

// Whatever a test rewrites, it takes back.
beforeAll(() => {
  site = newSite("rewrite");
  rmSync(at(".git"), { recursive: true });
  write("sidebars.js", 'export default { a: ["intro", "guides/plan"] };\n');
  write("src/theme.js", 'export const picture = "/img/named.png";\n');
  write("docs/intro.md", "---\ntags: [open]\n---\n\n# Intro\n\nA secret is no name here.\n");
  write("docs/tags.yml", "open:\n  label: Open\n");
  write(
    "docs/guides/plan.md",
    draft("slug: /the-plan\nsidebar_label: Plan\n", "# Plan\n\n![](/img/plan.png)"),
  );
  write("docs/guides/secret.md", draft("pagination_next: guides/plan\ncustom: kept\n", "# Secret"));
  write("i18n/fr/docusaurus-plugin-content-docs/current/guides/secret.md", "# Secret en français\n");
  write("docs/hidden/index.md", draft("", "# Hidden\n\n[a](./beside.pdf)"));
  write("docs/hidden/_category_.json", '{ "label": "Hidden" }\n');
  write("docs/hidden/beside.pdf", "a file");
  write("docs/open/index.md", draft("", "# Introduces what is public"));
  write("docs/open/page.md", "# A page\n");
  write("blog/2024-02-02-later.md", draft("authors: [ghost]\n", "# Later\n\n<!-- truncate -->\n\nMore."));
  write("blog/authors.yml", "ada:\n  name: Ada\nghost:\n  name: Ghost\n");
  write("src/pages/soon.mdx", draft("", "# Soon"));
  write("static/img/plan.png", "a plan");
  write("static/img/named.png", "a named file");
  write("static/img/logo.png", "a logo");
  write("tree/img/logo.png", "a logo");
});

describe("what is to be rewritten", () => {
  test("keeps its place where a public source names it, and where it introduces public pages", () => {
    const named = inventory().documents.filter(({ isNamed }) => isNamed);
    expect(named.map(({ inside }) => inside)).toEqual(["guides/plan.md", "open/index.md"]);
    expect(
      inventory()
        .assets.filter(({ isNamed }) => isNamed)
        .map(({ file }) => path.basename(file)),
    ).toEqual(["named.png"]);
  });

  test("is known with its translations, its folders and the static folder", () => {
    const { documents, draftFolders, statics } = inventory();
    expect(documents.find(({ inside }) => inside === "guides/secret.md")?.files).toHaveLength(2);
    expect(draftFolders.map((folder) => path.relative(site, folder))).toContain("docs/hidden");
    expect(statics).toEqual([at("static")]);
  });
});

describe("a rewriting", () => {
  test("is the same for the same seed, and another for another", () => {
    const once = (seed: string) => {
      const journal = createJournal();
      rewriteDrafts(inventory(), createRandom(seed), journal);
      const result = contents();
      journal.undo();
      return result;
    };
    expect(once("7")).toEqual(once("7"));
    expect(once("7")).not.toEqual(once("8"));
  });

  test("is taken back whole, and public files are not touched", () => {
    const before = contents();
    const open = ["docs/intro.md", "docs/open/page.md", "sidebars.js", "static/img/logo.png"];
    const times = () => open.map((file) => statSync(at(file)).mtimeMs);
    const [first, journal] = [times(), createJournal()];
    for (const seed of seeds) {
      rewriteDrafts(inventory(), createRandom(seed), journal);
      expect(times()).toEqual(first);
      journal.undo();
    }
    expect(contents()).toEqual(before);
  });

  test.each(seeds)("keeps what holds of drafts: seed %s", async (seed) => {
    const before = new Map(contents().map(([file = "", text = ""]) => [file, text]));
    const { documents } = inventory();
    const journal = createJournal();
    const { files, rewritten, deleted, moved, added } = rewriteDrafts(
      inventory(),
      createRandom(seed),
      journal,
    );
    expect(rewritten + deleted).toBe(documents.length);
    expect(moved).toBeLessThanOrEqual(rewritten);
    expect(added).toBeGreaterThan(0);
    const texts = [...files.values()].join("\n");

    for (const [file, text] of files) {
      const { frontMatter } = await DEFAULT_PARSE_FRONT_MATTER({ filePath: file, fileContent: text });
      if (!file.includes("i18n")) expect(frontMatter.draft).toBe(true);
      if (/[\\/]docs[\\/]/.test(file)) validateDocFrontMatter(frontMatter);
      if (/[\\/]blog[\\/]/.test(file)) validateBlogPostFrontMatter(frontMatter);
      expect(() => parseMarkdown(text)).not.toThrow();
      expect(text).not.toMatch(/Secret|Hidden|Later|Soon|ghost|Introduces/);
    }

    // What public sources name stays where it is, with its address.
    expect(readFileSync(at("docs/guides/plan.md"), "utf8")).toMatch(/^slug: \/the-plan$/m);
    expect(files.has(at("docs/open/index.md"))).toBe(true);
    expect(existsSync(at("static/img/named.png"))).toBe(true);
    // Front matter that is the site's own stays.
    if (existsSync(at("docs/guides/secret.md"))) {
      expect(texts).toContain("custom: kept");
      expect(texts).not.toContain("guides/plan");
    }

    // Each file of drafts that is there is shown by one, and each entry named; neither is left over in public.
    const gone = filesOf(site).filter((file) => before.get(file) !== readFileSync(at(file), "latin1"));
    const assets = gone.filter((file) => /^static|\.(png|pdf)$/.test(file));
    const served = (file: string) =>
      file.startsWith("static/") ? file.slice("static".length) : `@site/${file}`;
    expect(assets.filter((file) => !texts.includes(served(file)))).toEqual([]);
    const authors = Object.keys(parse(readFileSync(at("blog/authors.yml"), "utf8")));
    expect(authors).toContain("ada");
    expect(authors).not.toContain("ghost");
    const tags = Object.keys(parse(readFileSync(at("docs/tags.yml"), "utf8")));
    const own = [...authors, ...tags].filter((key) => !["ada", "open"].includes(key));
    expect(own.filter((key) => !texts.includes(key))).toEqual([]);
    // A folder without drafts has no label either.
    const isLeft = [...files.keys()].some((file) => file.startsWith(at("docs/hidden/")));
    expect(existsSync(at("docs/hidden/_category_.json"))).toBe(isLeft);
    journal.undo();
  });
});

describe("a public source names a page", () => {
  test.each([
    ["in quotes", 'docId: "plan"', true],
    ["in a list", "items:\n  - plan\n", true],
    ["as a value", "id: plan\n", true],
    ["in a path", "to: /docs/plan", true],
    ["as a file", "[x](plan.md)", true],
    ["in a path that goes on", "from docs/plan/part", true],
    ["in another case", "[Plan]: /PLAN", true],
    ["not in a sentence", "the plan is good", false],
    ["not as a part of a word", '"planet" "master-plan" "plans"', false],
  ])("%s", (_how, text, expected) => {
    write("somewhere.md", text);
    const isPublic = (file: string) => path.basename(file) === "somewhere.md";
    expect(publicNames(site, isPublic, ["plan"]).has("plan")).toBe(expected);
  });

  test.each([
    ["guides/plan.md", ["plan"]],
    ["guides/01-plan.md", ["01-plan", "plan"]],
    ["2024-02-02-plan.md", ["2024-02-02-plan", "plan"]],
    ["guides/index.mdx", ["guides"]],
    ["README.md", []],
  ])("%s by %j", (inside, names) => expect([...new Set(placeNames(inside))]).toEqual(names));
});

test("front matter is taken apart and put together", () => {
  const text = '---\ndraft: "true"\ndate: 2024-01-01\nx: [1, a]\n---\n\n# Title\n';
  const { fields, body } = readPage(text);
  expect(fields).toEqual({ draft: "true", date: "2024-01-01", x: [1, "a"] });
  expect(readPage(pageOf(fields ?? {}, body)).fields).toEqual(fields);
  expect(readPage("# No front matter\n")).toEqual({ fields: {}, head: "", body: "# No front matter\n" });
  expect(readPage("---\na: [\n---\ntext\n").fields).toBeUndefined();
});

test("trees differ by names and by bytes, and a difference says where", async () => {
  const files = { "same.html": "same", "changed.html": "one two three", "gone.html": "gone" };
  for (const [name, text] of Object.entries(files)) write(`one/${name}`, text);
  for (const [name, text] of Object.entries({ ...files, "changed.html": "one 2 three", "new.html": "new" }))
    if (name !== "gone.html") write(`other/${name}`, text);
  expect(await compareTrees(at("one"), at("other"))).toEqual({
    files: 3,
    bytes: 21,
    differences: [
      { file: "changed.html", offset: 4, before: '"one two three"', after: '"one 2 three"' },
      { file: "gone.html", before: '"gone"' },
      { file: "new.html", after: '"new"' },
    ],
  });
});
