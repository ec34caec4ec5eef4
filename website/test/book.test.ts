import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiPages } from "../plugins/pages/api.ts";
import { changelogPage } from "../plugins/pages/changelog.ts";
import { performancePage } from "../plugins/pages/performance.ts";
import { firstSentence } from "../plugins/pages/prose.ts";

let root: string;
let pages: Map<string, string>;
beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), "wirebook-book-"));
  write("package.json", { private: true, workspaces: ["schemas", "packages/*"] });
  write(".changeset/first.md", '---\n"@some/one": minor\n---\n\nReads `<this>` and {that}.\n');
  write("schemas/package.json", {
    name: "@wirebook/schemas",
    exports: { ".": { types: "./dist/index.d.ts" } },
  });
  write("packages/one/package.json", {
    name: "@some/one",
    description: "What it is for.",
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./inner": { types: "./dist/inner.d.ts" },
      "./package.json": "./package.json",
    },
  });
  write("packages/one/CHANGELOG.md", "# @some/one\n\n## 1.2.3\n");
  write(
    "packages/one/dist/index.d.ts",
    'import { Inner } from "./inner.js";\n/** Makes {one}. */\nexport declare function make(): Inner;\n',
  );
  write(
    "packages/one/dist/inner.d.ts",
    "/**\n * The inside. And more of it.\n *\n * @module\n */\n/** It lies inside. */\nexport interface Inner {\n  readonly depth: number;\n}\n",
  );
  write("packages/two/package.json", { name: "two", private: true, exports: { ".": { types: "./x.d.ts" } } });
  write("packages/two/CHANGELOG.md", "# two\n\n## 9.9.9\n");
  pages = await apiPages(root, () => undefined);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, content: unknown): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

describe("the pages of the API", () => {
  test("are those of the published modules with types, but for the message types, which have their own", () => {
    expect([...pages.keys()]).toEqual(["one.md", "one-inner.md"]);
    expect(pages.get("one.md")).toMatch(/title: "@some\/one"\ndescription: "What it is for\."/);
    expect(pages.get("one.md")).toContain("[`Inner`](one-inner.md#inner)");
    expect(pages.get("one.md")).toContain("Makes \\{one\\}.");
    expect(pages.get("one-inner.md")).toContain('description: "The inside."');
  });

  test("stay as they are until a declaration changes", async () => {
    const kept = (name: string) => `${pages.get(name)}kept`;
    expect((await apiPages(root, kept)).get("one.md")).toBe(kept("one.md"));
    write("packages/one/dist/deep.d.ts", "export {};\n");
    expect((await apiPages(root, kept)).get("one.md")).not.toContain("kept");
  });
});

test("the changelog has what waits, and the changelogs of all published packages", () => {
  const page = changelogPage(root);
  expect(page).toContain("- `@some/one`: Reads `<this>` and \\{that}.");
  expect(page).toContain("### 1.2.3");
  expect(page).not.toContain("9.9.9");
});

test("the page of figures shows what stands between the marks, or says that there is nothing", () => {
  expect(performancePage(root)).toContain("This build of the book has no figures");
  write(
    "packages/bench/results/performance.md",
    "a\n<!-- bench:begin -->\n| fast |\n<!-- bench:end -->\nb\n",
  );
  expect(performancePage(root)).toContain("\n\n| fast |\n\n");
});

test.each([
  ["One. Two.", "One."],
  ["Node.js 20.19 and\nmore", "Node.js 20.19 and more"],
])("the first sentence of %j is %j", (text, sentence) => expect(firstSentence(text)).toBe(sentence));
