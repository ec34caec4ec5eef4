import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { buildTree, fixtureSite, gate, marksIn, publicTree } from "./site.ts";

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
  test("a link in a React page, and nothing of what a plugin for llms.txt takes from the sources", async () => {
    const page = path.join(site, "src/pages/index.js");
    const link = '<a href="/base/docs/guides/zqhidden">More</a>';
    writeFileSync(page, `export default function Home() {\n  return <main>${link}</main>;\n}\n`);
    await publicTree(site, { outDir: "tree", locale: "en", env: { FIXTURE_PARTS: "llms" } });
    const { code, output } = await scan();
    expect(code).toBe(3);
    expect(existsSync(path.join(site, "tree/llms-full.txt"))).toBe(true);
    expect(output).not.toContain("llms");
    expect(output).toMatch(
      /index\.html {2}path "\/base\/docs\/guides\/zqhidden" {2}of docs\/guides\/zqhidden\.md/,
    );
    expect(output).toContain("A page or component leads to the draft in a way that the gate cannot rewrite");
    writeFileSync(page, "export default function Home() {\n  return <main>Welcome.</main>;\n}\n");
  });

  test("nothing where links become locks, which lead to the sign-in page alone", async () => {
    await publicTree(site, { outDir: "tree", locale: "en", env: { FIXTURE_PARTS: "lock" } });
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

describe("the public tree", () => {
  const build = (parts: string, env: Record<string, string> = {}) =>
    publicTree(site, { outDir: "tree", locale: "en", env: { FIXTURE_PARTS: parts, ...env } });

  test("has the dates of the originals", async () => {
    const env = { GIT_AUTHOR_DATE: "2021-03-04T05:06:07Z", GIT_COMMITTER_DATE: "2021-03-04T05:06:07Z" };
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", ...args], {
        cwd: site,
        env: { ...process.env, ...env },
      });
    git("add", "docs/intro.md");
    git("commit", "--quiet", "--message", "Intro");
    const { code, output } = await build("dates");
    expect(code, output).toBe(0);
    expect(readFileSync(path.join(site, "tree/docs/intro/index.html"), "utf8")).toContain(
      "2021-03-04T05:06:07",
    );
  });

  test("is not built where a draft comes to be in its copy of the site all the same", async () => {
    const { code, output } = await build("late-draft");
    expect(code).not.toBe(0);
    expect(output).toMatch(/docs.zqlate\.md is a draft, and was there for the public tree all the same/);
    expect(existsSync(path.join(site, "docs/zqlate.md"))).toBe(false);
  });

  test("is not built where a page reads what only drafts have, past the copy", async () => {
    const picture = path.join(site, "static/img/zqpicture.png");
    const page = path.join(site, "src/pages/past.js");
    writeFileSync(
      page,
      `import url from ${JSON.stringify(picture)};\nexport default function Past() {\n  return <img src={url} />;\n}\n`,
    );
    const { code, output } = await build("");
    expect(code).not.toBe(0);
    expect(output).toContain(`The public tree reads ${picture}, which only drafts have`);
    rmSync(page);
  });
});
