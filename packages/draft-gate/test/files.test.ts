import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { draftOnlyFiles } from "../src/drafts/draft-only-files.ts";
import { pageReferences, styleReferences } from "../src/drafts/page-references.ts";
import type { Gate } from "../src/model/gate.ts";
import { newSite } from "./site.ts";

test.each([
  ['<img src=/a.png srcset="/b.png 1x, /c,d.png 2x">', ["/a.png", "/b.png", "/c,d.png"]],
  ['<source srcset="/a.png, /b.png 300w">', ["/a.png", "/b.png"]],
  ["<video poster='/a.png'><track src=/b.vtt></video>", ["/a.png", "/b.vtt"]],
  ['<a href="/a(2).pdf">a</a><object data="/b.svg"></object>', ["/a(2).pdf", "/b.svg"]],
  ['<meta property="og:image" content="https://docs.example.com/a.png">', ["https://docs.example.com/a.png"]],
  ['<div style="background:url(&quot;/a b.png&quot;)">', ["/a b.png"]],
  ["<style>b{background:url(/a.png)}</style>", ["/a.png"]],
  ["<p>/a.png and url(/b.png)</p>", []],
])("%s refers to %j", (html, addresses) => {
  expect([...pageReferences(html)]).toEqual(addresses);
});

test.each([
  ["a{background:url(/a.png) , url( 'b.png' )}", ["b.png", "/a.png"]],
  ['@import "c.css";', ["c.css"]],
  ["a{background:url(/a\\(2\\).png)}", ["/a(2).png"]],
])("%s refers to %j", (css, addresses) => {
  expect([...styleReferences(css)]).toEqual(addresses);
});

test("files that only drafts use are those that pages of drafts refer to and no public page or style does", async () => {
  const site = newSite("files");
  const write = (file: string, text = file) => {
    mkdirSync(path.dirname(path.join(site, file)), { recursive: true });
    writeFileSync(path.join(site, file), text);
  };
  const page = (file: string, ...addresses: string[]) =>
    write(`tree/${file}`, addresses.map((address) => `<img src="${address}">`).join(""));
  for (const name of [
    "absolute",
    "relative",
    "full",
    "both",
    "styled",
    "listed",
    "asset",
    "1",
    "fig-11",
    "lonely",
    "french",
    "everywhere",
  ])
    write(`static/img/${name}.png`);
  write("static/img/same.png", "the same");
  write("static/img/twin.png", "the same");
  write("static/robots.txt");
  write("docs/beside.png");
  write("docs/embedded.png");
  write("tree/assets/images/asset-0123.png", "static/img/asset.png");
  write("tree/assets/images/beside-0123.png", "docs/beside.png");
  write("tree/assets/images/same-0123.png", "the same");
  page(
    "docs/draft/index.html",
    "/base/img/absolute.png",
    "../img/relative.png",
    "https://docs.example.com/base/img/full.png?x#y",
    "/base/img/both.png",
    "/base/img/styled.png",
    "/base/img/listed.png",
    "/base/img/1.png",
    "/base/robots.txt",
    "/base/fr/img/french.png",
    "/base/img/everywhere.png",
    "https://elsewhere.example.com/base/img/lonely.png",
    "/base/assets/images/asset-0123.png",
    "/base/assets/images/beside-0123.png",
    "/base/assets/images/same-0123.png",
    `data:image/png;base64,${Buffer.from("docs/embedded.png").toString("base64")}`,
  );
  page("docs/public/index.html", "/base/img/both.png", "/base/img/fig-11.png", "/base/fr/img/everywhere.png");
  page("blog/index.html", "/base/img/listed.png");
  write("tree/assets/css/styles.css", "a{background:url(/base/img/styled.png)}");

  const gate = {
    drafts: [{ permalink: "/base/docs/draft" }],
    pages: new Map([["docs/public.md", "/base/docs/public"]]),
    roots: [{ kind: "docs", base: path.join(site, "docs"), localized: [] }],
  } as Partial<Gate> as Gate;
  const context = {
    siteDir: site,
    baseUrl: "/base/",
    siteConfig: { staticDirectories: ["static"], url: "https://docs.example.com" },
    i18n: { localeConfigs: { en: { baseUrl: "/base/" }, fr: { baseUrl: "/base/fr/" } } },
  };
  const plugin = { name: "docusaurus-plugin-content-blog", id: "default" };
  const tree = { outDir: path.join(site, "tree"), routes: [{ path: "/base/blog", component: "", plugin }] };
  const { onlyDrafts, shown } = await draftOnlyFiles(gate, context as never, tree);
  const names = (files: typeof shown) =>
    files.map(({ served, file }) => served ?? path.relative(site, file)).sort();
  expect(names(shown)).toEqual(["img/both.png", "img/everywhere.png", "img/fig-11.png", "img/styled.png"]);
  expect(names(onlyDrafts)).toEqual([
    "docs/beside.png",
    "docs/embedded.png",
    "img/1.png",
    "img/absolute.png",
    "img/asset.png",
    "img/french.png",
    "img/full.png",
    "img/listed.png",
    "img/relative.png",
    "img/same.png",
  ]);
});
