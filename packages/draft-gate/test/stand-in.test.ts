import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { newSite } from "./site.ts";
import { recordSite, type SiteRecord } from "./stand-in/site-record.ts";
import { standInResult } from "./stand-in/stand-in.ts";

let record: SiteRecord;

beforeAll(async () => {
  record = await recordSite(newSite("everyday", fileURLToPath(new URL("stand-in/site", import.meta.url))));
});

/** Each page of a site with everyday words stands for a draft, one after the other, by the scan of one tree. */
describe("where a page stands for a draft", () => {
  test("what the site says without it is no hit", async () => {
    const { pages, alarms, named } = await standInResult(record);
    expect(pages).toBe(12);
    expect(alarms).toEqual([]);
    expect(named).toEqual([]);
  });

  test("what it alone says is one, wherever it stands", async () => {
    const file = "404.html";
    const text = readFileSync(path.join(record.outDir, file), "utf8");
    const words =
      "We are happy to announce the second release of the book, with all its pages, says GRACE HOPPER.";
    writeFileSync(path.join(record.outDir, file), `${text}<p>${words}`);
    const { alarms } = await standInResult(record);
    const page = "/blog/2024/02/02/second";
    expect(alarms).toEqual(
      expect.arrayContaining([
        { page, kind: "author", needle: "Grace Hopper", file },
        { page, kind: "sentence", needle: "second release of the book with", file },
      ]),
    );
    writeFileSync(path.join(record.outDir, file), text);
  });

  test("so is its name in the text of another page", async () => {
    const file = path.join(record.context.siteDir, "docs/numbers.md");
    const names = ["see docs/release-notes.md", "the file `getting-started.md`", "`/guides/getting-started`"];
    writeFileSync(file, `${readFileSync(file, "utf8")}\n${names.join("\n\n")}\n`);
    const { named } = await standInResult(record);
    expect(named.map(({ kind, needle }) => `${kind} ${needle}`).sort()).toEqual([
      "path /guides/getting-started",
      "source docs/release-notes.md",
      "source getting-started.md",
      "source release-notes.md",
    ]);
  });
});
