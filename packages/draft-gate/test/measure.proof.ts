import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { buildTree, gate, newSite, type Run } from "./site.ts";

const templates = path.join(
  path.dirname(createRequire(import.meta.url).resolve("create-docusaurus/package.json")),
  "templates",
);
const words =
  "gateway message payload field device backend topic value number schema reader page answer request battery".split(
    " ",
  );

/** A stock site with 60 pages of some 600 words each, every sixth of them a draft. */
function sixtyPages(name: string, gated: boolean): string {
  const site = newSite(name, path.join(templates, "classic"));
  cpSync(path.join(templates, "shared", "static"), path.join(site, "static"), { recursive: true });
  cpSync(path.join(templates, "shared", "src"), path.join(site, "src"), { recursive: true });
  mkdirSync(path.join(site, "docs"));
  for (let page = 0; page < 60; page++) {
    // Drafts say what no public page says, or there would be little to search for.
    const own = (line: string) => (page % 6 === 5 ? line.replaceAll("e", `e${page}`) : line);
    const text = Array.from({ length: 40 }, (_, line) =>
      Array.from({ length: 15 }, (_, word) => words[(page * 7 + line * 5 + word * word) % words.length]).join(
        " ",
      ),
    );
    const front =
      page % 6 === 5 ? "---\ndraft: true\n---\n\n" : page === 0 ? "---\nslug: /intro\n---\n\n" : "";
    writeFileSync(
      path.join(site, "docs", `page-${page}.md`),
      `${front}# Page ${page} of sixty\n\n${text.map(own).join(".\n\n")}.\n`,
    );
  }
  const config = path.join(site, "docusaurus.config.js");
  let text = readFileSync(config, "utf8")
    .replace("v4: true,", "v4: true, faster: true,")
    .replace(/blog: \{[\s\S]*?onUntruncatedBlogPosts: 'warn',\s*\}/, "blog: false");
  text = text.replace(/\{to: '\/blog'.*\},/, "").replace(/onBrokenLinks: 'throw'/, "onBrokenLinks: 'ignore'");
  if (gated) {
    text = `import {withDraftGate} from 'docusaurus-draft-gate';\n${text.replace("export default config;", "export default withDraftGate(config);")}`;
  }
  writeFileSync(config, text);
  return site;
}

interface Cost {
  readonly clock: number;
  readonly cpu: number;
}

/** What a command costs in seconds, on the clock and of CPU time with all its processes. */
async function cost(site: string, run: (env: Record<string, string>) => Promise<Run>): Promise<Cost> {
  const file = path.join(site, "cpu-time");
  rmSync(file, { force: true });
  const preload = fileURLToPath(new URL("cpu-time.mjs", import.meta.url));
  const start = performance.now();
  const { code, output } = await run({ CPU_TIME_FILE: file, NODE_OPTIONS: `--import=${preload}` });
  const clock = (performance.now() - start) / 1000;
  expect(code, output.slice(-3000)).toBe(0);
  const cpu = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .reduce((sum, line) => sum + Number(line), 0);
  return { clock, cpu };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Both are measured cold, in turns, so that the load of the machine falls on both. */
test("both trees of a 60-page site take at most 2.2 times as long as one stock build, the scan at most 2 s", async () => {
  const stock = sixtyPages("sixty-stock", false);
  const gated = sixtyPages("sixty-gated", true);
  const clear = (site: string) => {
    for (const name of ["node_modules", ".docusaurus"])
      rmSync(path.join(site, name), { recursive: true, force: true });
  };
  const ones: Cost[] = [];
  const pairs: Cost[] = [];
  let scan = 0;
  for (let round = 0; round < 3; round++) {
    clear(stock);
    clear(gated);
    const one = await cost(stock, (env) => buildTree(stock, { outDir: "build", env }));
    const both = await cost(gated, (env) => gate(["build"], gated, env));
    ones.push(one);
    pairs.push(both);
    const report = JSON.parse(readFileSync(path.join(gated, "gated/report.json"), "utf8"));
    scan = Math.max(scan, report.seconds);
    console.log("stock", one, "both trees", both, report);
  }
  const ratio = (kind: keyof Cost) =>
    median(pairs.map((both) => both[kind])) / median(ones.map((one) => one[kind]));
  console.log(`medians: ${ratio("clock").toFixed(2)} on the clock, ${ratio("cpu").toFixed(2)} of CPU time`);
  console.log(`slowest scan ${scan} s`);
  expect(scan).toBeLessThanOrEqual(2);
  expect(ratio("cpu")).toBeLessThanOrEqual(2.2);
  expect(ratio("clock")).toBeLessThanOrEqual(2.2);
});
