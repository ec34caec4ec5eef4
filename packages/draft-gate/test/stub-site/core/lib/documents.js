// Stands in for a site with documents where it matters which of them a tree is made of: a page for each Markdown file in
// `docs`, and a manifest of those that say that they are drafts.
const { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } = require("node:fs");
const path = require("node:path");

exports.buildDocuments = (
  siteDir,
  outDir,
  { DOCS_AUDIENCE: audience, DOCS_MANIFEST: manifest, STUB_TELLS, STUB_MAKES },
) => {
  const docs = path.join(siteDir, "docs");
  // As a plugin does that makes pages of something else.
  if (STUB_MAKES && audience === "private")
    writeFileSync(path.join(docs, "made.md"), "---\ndraft: true\n---\n\n# Made of a schema\n");
  const files = readdirSync(docs, { recursive: true })
    .map(String)
    .filter((name) => /\.mdx?$/.test(name))
    .sort();
  const text = (name) => readFileSync(path.join(docs, name), "utf8");
  const write = (name, content) => {
    mkdirSync(path.dirname(path.join(outDir, name)), { recursive: true });
    writeFileSync(path.join(outDir, name), content);
  };
  for (const name of files) write(name.replace(/mdx?$/, "html"), `<p>${text(name)}</p>`);
  const statics = path.join(siteDir, "static");
  if (existsSync(statics)) cpSync(statics, outDir, { recursive: true });
  if (audience === "public") {
    const { drafts } = JSON.parse(readFileSync(manifest, "utf8")).locales.en;
    if (STUB_TELLS === "drafts") write("count.txt", `There are ${drafts.map(({ source }) => source)}.`);
    if (STUB_TELLS === "time") write("time.txt", `Built in process ${process.pid}.`);
    if (STUB_TELLS === "place") write("place.txt", `Built in ${siteDir}.`);
    return;
  }
  const isDraft = (name) => /^draft: true$/m.test(text(name));
  const drafts = files.filter(isDraft).map((name) => ({
    source: `docs/${name}`,
    permalink: `/${name.replace(/\.mdx?$/, "")}`,
    plugin: "default",
    id: name.replace(/\.mdx?$/, ""),
  }));
  const pages = files.filter((name) => !isDraft(name));
  const hidden = {
    url: "https://docs.example.com",
    baseUrls: ["/"],
    pages: Object.fromEntries(pages.map((name) => [`docs/${name}`, `/${name.replace(/\.mdx?$/, "")}`])),
    closesSources: true,
    files: drafts.map(({ source }) => source),
    filesHere: [],
    roots: [{ kind: "docs", base: "docs", localized: [] }],
    versions: [],
    entries: [],
  };
  const shown = files.filter(isDraft).map(text).join("\n");
  const assets = existsSync(statics) ? readdirSync(statics, { recursive: true }).map(String) : [];
  const secret = assets.filter((name) => /\.\w+$/.test(name) && shown.includes(`/${name}`));
  const site = { baseUrl: "/", signIn: "/auth/sign-in", signOut: "/auth/sign-out" };
  const locale = {
    hosts: ["docs.example.com"],
    drafts,
    needles: files.filter(isDraft).map((name) => ({ kind: "sentence", text: text(name) })),
    files: secret.map((name) => ({ name, source: `static/${name}`, bytes: 1, sha256: "" })),
    words: [],
    hidden,
  };
  writeFileSync(manifest, JSON.stringify({ draftManifest: 1, site, locales: { en: locale } }));
};
