import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildTree, fixtureSite, gate, marksIn } from "./site.ts";

let site: string;
const manifest = { DOCS_MANIFEST: "manifest.json" };
const scan = () => gate(["scan", "tree", "--manifest", "manifest.json"], site);

beforeAll(async () => {
  site = fixtureSite("found");
  const { code, output } = await buildTree(site, {
    outDir: "private",
    locale: "en",
    env: { ...manifest, DOCS_AUDIENCE: "private" },
  });
  if (code !== 0) throw new Error(output);
});

/** Ways of telling that the gate cannot close, as they are another's making; the scan names them and what to do. */
describe("the scan finds and names", () => {
  test("what a plugin for llms.txt takes from the sources, and a link in a React page", async () => {
    const page = path.join(site, "src/pages/index.js");
    const link = '<a href="/base/docs/guides/zqhidden">More</a>';
    writeFileSync(page, `export default function Home() {\n  return <main>${link}</main>;\n}\n`);
    await buildTree(site, { outDir: "tree", locale: "en", env: { FIXTURE_PARTS: "llms" } });
    const { code, output } = await scan();
    expect(code).toBe(3);
    expect(output).toMatch(/llms[^ ]*\.txt {2}\w+ "/);
    expect(output).toContain("A plugin copies Markdown sources into the tree");
    expect(output).toMatch(
      /index\.html {2}path "\/base\/docs\/guides\/zqhidden" {2}of docs\/guides\/zqhidden\.md/,
    );
    expect(output).toContain("A page or component leads to the draft in a way that the gate cannot rewrite");
    writeFileSync(page, "export default function Home() {\n  return <main>Welcome.</main>;\n}\n");
  });

  test("nothing where links become locks, which lead to the sign-in page alone", async () => {
    await buildTree(site, { outDir: "tree", locale: "en", env: { FIXTURE_PARTS: "lock" } });
    const { code, output } = await scan();
    expect(output).toMatch(/ 0 hits/);
    expect(code).toBe(0);
    expect([...marksIn(path.join(site, "tree"))]).toEqual([]);
  });

  test("a manifest that is missing", async () => {
    const { code, output } = await gate(["scan", "tree", "--manifest", "nowhere.json"], site);
    expect(code).toBe(1);
    expect(output).toMatch(
      /manifest: .*nowhere\.json cannot be read as a manifest of drafts\. Build the private tree first/,
    );
  });
});
