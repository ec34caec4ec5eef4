import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { scanTree } from "../src/leaks/scan.ts";
import type { Manifest } from "../src/model/manifest.ts";
import { gate, newSite } from "./site.ts";

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
        { kind: "label", text: "launch plans", draft: 0 },
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
      words: [
        { kind: "title", text: "Center Align", draft: 0 },
        { kind: "title", text: "1.0.0", draft: 0 },
        { kind: "title", text: "Center Align", draft: 0 },
        { kind: "sentence", text: "what everybody says about the team", draft: 0 },
      ],
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

test("a file that a link leads to is read, and a link that leads nowhere is a name", async () => {
  writeFileSync(path.join(newSite("scan-elsewhere"), "there.txt"), "The launch is on the first of May.");
  symlinkSync("../scan-elsewhere/there.txt", path.join(tree, "linked.txt"));
  symlinkSync("missing", path.join(tree, "broken"));
  expect(await hits()).toEqual(["linked.txt sentence"]);
});

test("what is packed and was not read is told", async () => {
  write("index.html", "");
  write("download.7z", Buffer.from("377abcaf271c0004", "hex"));
  const { unread } = await scanTree(tree, manifest);
  expect(unread).toEqual([{ file: "download.7z", reason: "is packed by 7-Zip, which is not unpacked" }]);
});

test("a packed file that is cut off is read as far as it goes, and one that is not packed as it is", async () => {
  const text = `The launch is on the first of May. ${randomBytes(4000).toString("hex")}`;
  write("cut.gz", gzipSync(text).subarray(0, 2000));
  write("cut.txt.br", brotliCompressSync(text).subarray(0, 2000));
  write("plain.txt.gz", text);
  write("plain.br", text);
  write("empty.gz", "");
  expect(await hits()).toEqual([
    "cut.gz sentence",
    "cut.txt.br sentence",
    "plain.br sentence",
    "plain.txt.gz sentence",
  ]);
});

describe("docusaurus-draft-gate scan", () => {
  const scan = (folder: string) => {
    writeFileSync(path.join(tree, "manifest.json"), JSON.stringify(manifest));
    return gate(["scan", folder, "--manifest", "manifest.json"], tree);
  };

  test("exits with 0 when it read pages and found nothing", async () => {
    write("tree/index.html", "<p>The team.</p>");
    expect(await scan("tree")).toEqual({ code: 0, output: expect.stringContaining("0 hits") });
  });

  test("proves nothing of a tree without a page, and exits with 4", async () => {
    write("tree/robots.txt", "User-agent: *");
    mkdirSync(path.join(tree, "empty"));
    for (const folder of ["tree", "empty"]) {
      expect(await scan(folder)).toEqual({ code: 4, output: expect.stringMatching(/blind: .* has no page/) });
    }
  });

  test("exits with 1 for what is no folder, in one sentence", async () => {
    write("file", "");
    for (const [folder, code] of [
      ["missing", "ENOENT"],
      ["file", "ENOTDIR"],
    ] as const) {
      const { code: exit, output } = await scan(folder);
      expect([exit, output]).toEqual([
        1,
        expect.stringMatching(new RegExp(`config: .*${folder} cannot be read .*${code}`)),
      ]);
      expect(output).not.toMatch(/^ +at /m);
    }
  });
});

test("an empty folder named after a draft is found, and none that holds public pages", async () => {
  write("docs/plans/launch/team/index.html", "The team.");
  mkdirSync(path.join(tree, "img/launch-plans"), { recursive: true });
  expect(await hits()).toEqual(["img/launch-plans label"]);
});

test("a relative link to a draft is found, and none to a public page of its name", async () => {
  write("docs/plans/index.html", "<a class=x href=launch>1</a>");
  write("docs/intro.html", '<a href="plans/launch#when">2</a> <a href="launch">3</a>');
  write("docs/1.0/plans/index.html", '<a href="./launch/">4</a>');
  write("docs/1.0/plans/launch/index.html", '<a href="./">5</a>');
  write("index.html", '<a href="launch">6</a>');
  expect(await hits()).toEqual(["docs/intro.html path", "docs/plans/index.html path"]);
});

test("words of a draft that others may say as well refuse no tree, and are told with file and line", async () => {
  write("assets/styles.css", "\n\n.text--center{}/* Center align */\n");
  write("docs/a.html", "<p>\nWhat everybody says <b>about</b> the team.");
  write("docs/b.html", "<p>\nWhat everybody says about the team. Center Align");
  write("docs/c.html", "<p>version 1.0.1</p>");
  const { hits: refused, warnings } = await scanTree(tree, manifest);
  expect(refused).toEqual([]);
  const source = "docs/plans/launch.md";
  expect(warnings).toEqual([
    { kind: "title", words: "Center Align", source, file: "assets/styles.css", line: 3, files: 2 },
    {
      kind: "sentence",
      words: "what everybody says about the team",
      source,
      file: "docs/b.html",
      line: 2,
      files: 1,
    },
  ]);
});
