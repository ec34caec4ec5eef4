import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildTree, docusaurusCommand, filesOf, gate, marksIn, newSite, run } from "./site.ts";

const templates = path.join(
  path.dirname(createRequire(import.meta.url).resolve("create-docusaurus/package.json")),
  "templates",
);

let site: string;
const at = (file: string) => path.join(site, file);
const edit = (file: string, from: string, to: string) => {
  const text = readFileSync(at(file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(at(file), text.replace(from, to));
};

/** The site that `create-docusaurus` makes, with the gate taken in as the README says. */
beforeAll(() => {
  site = newSite("stock", path.join(templates, "shared"));
  cpSync(path.join(templates, "classic"), site, { recursive: true });
  edit("docusaurus.config.js", "v4: true,", "v4: true, faster: true,");
  edit("docusaurus.config.js", "export default config;", "export default withDraftGate(config);");
  edit(
    "docusaurus.config.js",
    "import {themes",
    "import {withDraftGate} from 'docusaurus-draft-gate';\nimport {themes",
  );
});

describe("a site made by create-docusaurus", () => {
  test("without drafts is published", async () => {
    const { code, output } = await gate(["build", "--out-dir", "before"], site);
    expect(output).toMatch(/0 drafts, .* 0 hits/);
    expect(code).toBe(0);
  });

  test("without drafts is built by Docusaurus alone, for everybody unless told otherwise", async () => {
    const { code, output } = await buildTree(site, { outDir: "alone", locale: "en" });
    expect(code, output.slice(-2000)).toBe(0);
    expect(existsSync(at("alone/.private-tree"))).toBe(false);
    rmSync(at("alone"), { recursive: true });
  });

  test("with drafts has, byte for byte, the public tree of a site that never had them", async () => {
    mkdirSync(at("docs/tutorial-extras/more"));
    writeFileSync(
      at("docs/tutorial-extras/zqdoc.md"),
      "---\ndraft: true\n---\n\n# Zqdoc\n\n![](/img/zqimage.png)\n\nThe zqdoctext.\n",
    );
    writeFileSync(
      at("docs/tutorial-extras/more/zqmore.md"),
      "---\ndraft: true\n---\n\n# Zqmore\n\nThe zqmoretext.\n",
    );
    writeFileSync(
      at("blog/2030-01-01-zqpost.md"),
      "---\ndraft: true\nauthors: [zqauthor]\ntags: [hello]\n---\n\n# Zqpost\n\nThe zqposttext.\n",
    );
    appendFileSync(at("blog/authors.yml"), "\nzqauthor:\n  name: Zqauthor\n  page: true\n");
    writeFileSync(at("src/pages/zqpage.md"), "---\ndraft: true\n---\n\n# Zqpage\n\nThe zqpagetext.\n");
    writeFileSync(at("static/img/zqimage.png"), "no picture, but a zqpicture");
    const { code, output } = await gate(["build"], site);
    expect(output).toMatch(/4 drafts, .* 0 hits/);
    expect(code).toBe(0);

    const [before, after] = [at("before/current/public"), at("gated/current/public")];
    expect(filesOf(after)).toEqual(filesOf(before));
    const changed = filesOf(after).filter(
      (file) => !readFileSync(path.join(after, file)).equals(readFileSync(path.join(before, file))),
    );
    expect(changed).toEqual([]);
    expect([...marksIn(at("gated/current/private"))]).toEqual(
      expect.arrayContaining([
        "zqdoctext",
        "zqmoretext",
        "zqposttext",
        "zqpagetext",
        "zqauthor",
        "zqpicture",
      ]),
    );
  });

  test("takes the gate with versions and a second locale too", async () => {
    const version = await run(docusaurusCommand, ["docs:version", "1.0"], site);
    expect(version.code, version.output).toBe(0);
    edit("docusaurus.config.js", "locales: ['en']", "locales: ['en', 'de']");
    const translated = "i18n/de/docusaurus-plugin-content-docs/current/tutorial-extras";
    mkdirSync(at(translated), { recursive: true });
    writeFileSync(at(`${translated}/zqdoc.md`), "# Zqdokument\n\nDer zqtextderseite ohne eigenes draft.\n");
    const { code, output } = await gate(["build"], site);
    expect(output).toMatch(/12 drafts, .* 0 hits/);
    expect(code).toBe(0);
    expect([...marksIn(at("gated/current/public"))]).toEqual([]);
    expect(filesOf(at("gated/current/public"))).toEqual(
      expect.arrayContaining([
        "de/docs/next/intro/index.html",
        "de/docs/intro/index.html",
        "de/blog/index.html",
      ]),
    );
    expect(filesOf(at("gated/current/private"))).toEqual(
      expect.arrayContaining([
        "docs/tutorial-extras/zqdoc/index.html",
        "docs/next/tutorial-extras/zqdoc/index.html",
        "de/docs/next/tutorial-extras/zqdoc/index.html",
      ]),
    );
    expect([...marksIn(at("gated/current/private"))]).toContain("zqtextderseite");
  });

  test("is not built for everybody by Docusaurus alone, which has no copy without the drafts", async () => {
    const { code, output } = await buildTree(site, { outDir: "alone", locale: "en" });
    expect(code).not.toBe(0);
    expect(output).toMatch(/\.md is a draft\. A public tree is built from a copy/);
    expect(existsSync(at("alone/index.html"))).toBe(false);
    const wrong = await buildTree(site, { outDir: "wrong", env: { DOCS_AUDIENCE: "Private" } });
    expect(wrong.code).not.toBe(0);
    expect(wrong.output).toContain('DOCS_AUDIENCE is "Private"; expected "public" or "private"');
  });

  test("is not deployed with its drafts", async () => {
    const now = await run(docusaurusCommand, ["deploy"], site, { DOCS_AUDIENCE: "private" });
    expect(now.code).not.toBe(0);
    expect(now.output).toContain("docusaurus deploy publishes for everybody");
    const left = await run(
      docusaurusCommand,
      ["deploy", "--skip-build", "--out-dir", "gated/current/private"],
      site,
    );
    expect(left.code).not.toBe(0);
    expect(left.output).toContain("which holds a private tree");
  });
});
