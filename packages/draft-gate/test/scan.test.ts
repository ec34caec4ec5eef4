import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { scanTree } from "../src/leaks/scan.ts";
import type { Manifest } from "../src/model/manifest.ts";
import { newSite } from "./site.ts";

let tree: string;
const picture = Buffer.from("\0the bytes of a picture that only a draft shows");
const manifest: Manifest = {
  draftManifest: 1,
  site: { baseUrl: "/", signIn: "/auth/sign-in", signOut: "/auth/sign-out" },
  locales: {
    en: {
      hosts: ["docs.example.com"],
      drafts: [{ source: "docs/plans/launch.md", permalink: "/base/docs/plans/launch" }],
      needles: [
        { kind: "sentence", text: "the launch is on the first of may", draft: 0 },
        { kind: "title", text: "launch plans", draft: 0 },
        { kind: "path", text: "/base/docs/plans/launch", draft: 0 },
        { kind: "path", text: "/docs/plans/launch", draft: 0 },
      ],
      files: [
        {
          name: "rocket.png",
          bytes: picture.length,
          sha256: createHash("sha256").update(picture).digest("hex"),
        },
      ],
      spoken: [],
    },
  },
};
const write = (file: string, content: string | Buffer) => {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), content);
};
const hits = async () =>
  (await scanTree(tree, manifest)).hits.map(({ file, kind }) => `${file} ${kind}`).sort();

beforeEach(() => {
  tree = newSite("scan");
});

test("what is packed or embedded is found", async () => {
  const text = "The launch is on the first of May.";
  const url = (type: string, data: string | Buffer) =>
    `data:${type};base64,${Buffer.from(data).toString("base64")}`;
  write("packed.js.gz", gzipSync(text));
  write("mapped.js", `f();\n//# sourceMappingURL=${url("application/json", JSON.stringify([text]))}`);
  write("inlined.js", `e.exports="${url("image/png", picture)}"`);
  write("renamed.bin", picture);
  write("other.js", `e.exports="${url("image/png", "\0the bytes of another picture")}"`);
  expect(await hits()).toEqual([
    "inlined.js content",
    "mapped.js sentence",
    "packed.js.gz sentence",
    "renamed.bin content",
  ]);
});

test("an empty folder named after a draft is found, and none that holds public pages", async () => {
  write("docs/plans/launch/team/index.html", "The team.");
  mkdirSync(path.join(tree, "img/launch-plans"), { recursive: true });
  expect(await hits()).toEqual(["img/launch-plans title"]);
});

test("a relative link to a draft is found, and none to a public page of its name", async () => {
  write("docs/plans/index.html", "<a class=x href=launch>1</a>");
  write("docs/intro.html", '<a href="plans/launch#when">2</a> <a href="launch">3</a>');
  write("docs/1.0/plans/index.html", '<a href="./launch/">4</a>');
  write("docs/1.0/plans/launch/index.html", '<a href="./">5</a>');
  write("index.html", '<a href="launch">6</a>');
  expect(await hits()).toEqual(["docs/intro.html path", "docs/plans/index.html path"]);
});
