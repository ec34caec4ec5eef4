// Stands in for Docusaurus where only the order of things matters: it writes a small tree, at a pace that leaves
// time to kill the build in any phase.
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");
const { buildDocuments } = require("./documents.js");

exports.build = async (siteDir, { outDir, config, locale: locales = [] }) => {
  const {
    DOCS_AUDIENCE: audience,
    DOCS_MANIFEST: manifest,
    STUB_RELEASE: release,
    STUB_FILES: files = "1",
  } = process.env;
  const empty = process.env.STUB_EMPTY === audience;
  mkdirSync(outDir, { recursive: true });
  if (config) writeFileSync(path.join(outDir, "options.txt"), [config, ...locales].join(" "));
  const draft = audience === "private" ? "the secret words of one draft" : "";
  for (let index = 0; index < (empty ? 0 : Number(files)); index++) {
    const page = path.join(outDir, `page-${index}`);
    mkdirSync(page, { recursive: true });
    writeFileSync(
      path.join(page, "index.html"),
      `<p>${release} ${index} ${draft} ${"words ".repeat(500)}</p>`,
    );
    await new Promise((resolve) => setTimeout(resolve, Number(process.env.STUB_PACE ?? 0)));
  }
  if (process.env.STUB_FAILS === audience) {
    const causes = ["the reason of the first page", "the reason of the second"].map(
      (text) => new Error(text),
    );
    const cause = new AggregateError(causes, "Two pages could not be rendered");
    throw new Error("Unable to build the site\nwith these words", { cause });
  }
  if (process.env.STUB_ENDS === audience) {
    console.log("the last words");
    process.exit(7);
  }
  // As Docusaurus does with parts of its server bundle.
  const part = path.join(outDir, "part.js");
  writeFileSync(part, "exports.rendered = true;\n");
  require(part);
  const pages = { public: process.env.STUB_PAGE, private: process.env.STUB_PAGE_OF_DRAFT };
  if (pages[audience]) writeFileSync(path.join(outDir, `${audience}.html`), pages[audience]);
  if (process.env.STUB_STATIC) writeFileSync(path.join(outDir, "static.gz"), process.env.STUB_STATIC);
  if (process.env.STUB_LEAK)
    writeFileSync(path.join(outDir, "leak.html"), "<p>the secret words of one draft</p>");
  if (process.env.STUB_DOCUMENTS) return buildDocuments(siteDir, outDir, process.env);
  if (audience !== "private" || process.env.STUB_UNWRAPPED) return;
  const drafts = [{ source: "docs/draft.md", permalink: "/draft" }];
  const needles = [
    { kind: "sentence", text: process.env.STUB_NEEDLE ?? "the secret words of one draft", draft: 0 },
  ];
  const site = { baseUrl: "/", signIn: "/auth/sign-in", signOut: "/auth/sign-out" };
  const locale = { hosts: ["docs.example.com"], drafts, needles, files: [], words: [] };
  writeFileSync(manifest, JSON.stringify({ draftManifest: 1, site, locales: { en: locale } }));
};
