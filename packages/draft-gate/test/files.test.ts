import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { draftOnlyFiles } from "../src/drafts/draft-only-files.ts";
import type { Gate } from "../src/model/gate.ts";
import { newSite } from "./site.ts";

test("files that only drafts use are those that a draft refers to and nothing public mentions", async () => {
  const site = newSite("files");
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(site, file)), { recursive: true });
    writeFileSync(path.join(site, file), text);
  };
  const draft = path.join(site, "docs/draft.md");
  write(
    "docs/draft.md",
    [
      "---\nimage: /img/front.png\n---\n",
      "![a](/img/shown.png) [b](<../docs/with space.pdf>) ![c](./beside.png) [d](/base/img/based.png?x#y)",
      "[ref]: /img/defined.png",
      "<img src={require('@site/static/img/required.png')} /> <video poster=\"/img/poster.png\" />",
      "![both](/img/both.png) and [robots](/robots.txt) and the prose says /img/prose.png, `/img/code.png`",
    ].join("\n"),
  );
  write("docs/public.md", "![both](/img/both.png)");
  write("docs/beside.png", "beside");
  // What a build published before knows the names of all files, and is no source.
  write("gated/releases/1/release.json", "shown.png beside.png");
  write("gated/releases/1/private/.private-tree", "");
  write("docs/with space.pdf", "space");
  for (const name of [
    "front",
    "shown",
    "based",
    "defined",
    "required",
    "poster",
    "both",
    "prose",
    "code",
    "lonely",
  ]) {
    write(`static/img/${name}.png`, name);
  }
  write("static/robots.txt", "robots");
  // A tree that was built before is no source, whatever it says.
  write("old/404.html", "/img/shown.png");
  write("old/assets/js/main.js", "/img/shown.png");

  const gate = {
    drafts: [],
    roots: [],
    publicAuthors: [],
    siteBaseUrl: "/base/",
    draftFiles: () => new Set([draft]),
    isDraftFile: async (file: string) => file === draft,
  } as Partial<Gate> as Gate;
  const context = {
    siteDir: site,
    outDir: path.join(site, "build"),
    baseUrl: "/base/",
    siteConfig: { staticDirectories: ["static"] },
  };
  const files = await draftOnlyFiles(gate, context as never);
  expect(files.map(({ served, file }) => served ?? path.relative(site, file)).sort()).toEqual([
    "docs/beside.png",
    "docs/with space.pdf",
    "img/based.png",
    "img/defined.png",
    "img/front.png",
    "img/poster.png",
    "img/required.png",
    "img/shown.png",
  ]);
});
