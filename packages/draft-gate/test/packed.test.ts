import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { indexTree } from "../src/release/index-tree.ts";
import { openPackedStore } from "../src/release/packed-store.ts";
import { createPolicyNeeds } from "../src/release/policy-needs.ts";
import { newSite } from "./site.ts";

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
const write = (file: string, content: string | Buffer) => {
  mkdirSync(path.dirname(at("tree", file)), { recursive: true });
  writeFileSync(at("tree", file), content);
};
/** One build: the index, and the files that the store holds after it. */
async function index(release: string) {
  const store = openPackedStore(at("packed"));
  const files = await indexTree(at("tree"), at(release), store);
  await store.prune();
  return { files, kept: readdirSync(at("packed")) };
}
const text = (word: string) => `${word} `.repeat(500);
const changedAt = (names: readonly string[]) => names.map((name) => statSync(at("packed", name)).mtimeNs);

beforeEach(() => {
  folder = newSite("packed");
});

test("each content is packed once, whatever its names, and not again by the next build", async () => {
  for (let page = 0; page < 20; page++) write(`page-${page}/index.html`, text("same"));
  write("other.css", text("other"));
  const first = await index("first");
  expect(first.kept).toHaveLength(4);
  const before = changedAt(first.kept);
  const second = await index("second");
  expect(second.files).toEqual(first.files);
  expect(changedAt(second.kept)).toEqual(before);
  for (const { path: file } of second.files) {
    const content = readFileSync(at("tree", file), "utf8");
    expect(brotliDecompressSync(readFileSync(at("second", `${file}.br`))).toString()).toBe(content);
    expect(gunzipSync(readFileSync(at("second", `${file}.gz`))).toString()).toBe(content);
  }
  expect(statSync(at("packed")).mode & 0o077).toBe(0);
});

test("what no file has any more is kept no longer", async () => {
  write("a.css", text("a"));
  await index("first");
  write("a.css", text("b"));
  expect((await index("second")).kept).toHaveLength(2);
});

test("what packing does not make smaller is not packed, and not tried again", async () => {
  const noise = Array.from({ length: 2000 }, (_, index) =>
    String.fromCharCode(33 + ((index * index * 7919) % 94)),
  );
  write("noise.js", Buffer.from(crypto.getRandomValues(new Uint8Array(4000))));
  write("small.css", "a{}");
  write("plain.txt", noise.join(""));
  const { files, kept } = await index("first");
  expect(files.map(({ path: file, packed }) => [file, Object.keys(packed).length])).toEqual([
    ["noise.js", 0],
    ["plain.txt", 2],
    ["small.css", 0],
  ]);
  expect(kept.filter((name) => statSync(at("packed", name)).size === 0)).toHaveLength(2);
  expect(existsSync(at("first", "noise.js.br"))).toBe(false);
});

test("files are listed in the order of their names, and what they ask for with the first that does", async () => {
  for (const name of ["c", "a", "b"]) write(`${name}.html`, '<img src="https://img.example.net/x.png">');
  const needs = createPolicyNeeds();
  const files = await indexTree(at("tree"), at("first"), openPackedStore(at("packed")), needs);
  expect(files.map(({ path: file }) => file)).toEqual(["a.html", "b.html", "c.html"]);
  expect(needs.list()).toMatchObject([{ file: "a.html", files: 3 }]);
});
