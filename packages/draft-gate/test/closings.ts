import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closings } from "docusaurus-draft-gate";
import { beforeAll, describe, expect, test } from "vitest";
import { buildTree, fixtureSite, gate, marksIn, publicTree, type Run } from "./site.ts";

interface Opened {
  /** What comes out, and only then: a mark that the scan knows nothing of. */
  readonly mark?: string;
  /** How the scan names it. */
  readonly hit: RegExp;
  readonly locale?: string;
  /** Parts of the fixture that it takes. */
  readonly parts?: string;
}

/** One closing left open, and what must then be found. */
const opened: Record<string, Opened> = {
  links: {
    mark: "zqtitleofreference",
    hit: /docs\/links\/index\.html.*path "\/base\/docs\/guides\/zqhidden"/,
  },
  navbar: { mark: "zqnavbarinner", hit: /404\.html.*path/ },
  footer: { mark: "zqfooterhref", hit: /404\.html.*path/ },
  "sidebar-links": { mark: "zqsidebarhtml", hit: /docs\/intro\/index\.html.*path/ },
  "sidebar-labels": { mark: "zqautolabel", hit: /label "zq(categorylabel|autolabel|sidebarname)"/ },
  // Where links become locks, the sources keep theirs for the pages to close.
  "blog-archive": { mark: "zqarchivetitle", hit: /path "\/blog\/zqpost"/, parts: "lock" },
  redirects: { mark: "zqalone", hit: /docs\/guides\/zqalone\/index\.html.*path/ },
  "plugin-options": { mark: "zqoldaddress", hit: /main\..*path "\/docs\/guides\/zq\w+"/ },
};

/** Closings that are left open in one build. */
export interface Group {
  readonly open: readonly string[];
  readonly locale?: string | undefined;
  readonly parts?: string | undefined;
}

/** Each by itself: a build for each. */
export const oneByOne: readonly Group[] = Object.entries(opened).map(([closing, { locale, parts }]) => ({
  open: [closing],
  locale,
  parts,
}));

/** All in one language, but for the one that shows only while redirects are closed. */
export const together: readonly Group[] = [
  {
    open: Object.keys(opened).filter((closing) => closing !== "plugin-options"),
    locale: "fr",
    parts: "lock",
  },
  { open: ["plugin-options"] },
];

/**
 * Leaves closings open, group by group, and expects what comes out of each to be found twice: by the scan, and by a plain
 * search for marks, which also shows that nothing is found without.
 */
export function expectClosings(bundler: "faster" | "webpack", groups: readonly Group[]): void {
  let site: string;
  const env = (open: string) => ({ FIXTURE_BUNDLER: bundler, FIXTURE_OPEN: open });

  async function openTree(
    open: string,
    locale = "en",
    parts = "",
  ): Promise<{ tree: string; built: Run; scanned: Run }> {
    const tree = path.join(site, "tree");
    const file = path.join(site, "manifest.json");
    const manifest = readFileSync(file, "utf8");
    // As the private build says it of a site in which links become locks.
    const told = manifest.replaceAll('"closesSources": true', `"closesSources": ${parts !== "lock"}`);
    writeFileSync(file, told);
    const built = await publicTree(site, {
      outDir: "tree",
      locale,
      env: { ...env(open), FIXTURE_PARTS: parts },
    });
    writeFileSync(file, manifest);
    const scanned = await gate(["scan", "tree", "--manifest", "manifest.json"], site);
    return { tree, built, scanned };
  }

  describe(`the public tree, bundled with ${bundler}`, () => {
    beforeAll(async () => {
      site = fixtureSite(`closings-${bundler}`);
      for (const locale of ["en", "fr"]) {
        const told = { ...env(""), DOCS_AUDIENCE: "private", DOCS_MANIFEST: "manifest.json" };
        const { code, output } = await buildTree(site, { outDir: "private", locale, env: told });
        if (code !== 0) throw new Error(output);
      }
    });

    test("tells nothing with all closed", async () => {
      const { tree, scanned } = await openTree("");
      expect([...marksIn(tree)]).toEqual([]);
      expect(scanned.output).toMatch(/ 0 hits/);
      expect(scanned.code).toBe(0);
    });

    test("is tried with every closing there is", () => {
      const tried = groups.flatMap(({ open }) => open);
      expect(tried.sort()).toEqual(Object.keys(closings).sort());
    });

    describe.each(groups)("with $open open", ({ open, locale, parts }) => {
      let output: string;
      let marks: Set<string>;

      beforeAll(async () => {
        const { tree, built, scanned } = await openTree(open.join(), locale, parts);
        expect(built.code, built.output.slice(-2000)).toBe(0);
        expect(scanned.code).toBe(3);
        output = scanned.output;
        marks = marksIn(tree);
      });

      test.each(open)("is found out by %s", (closing) => {
        const { mark, hit } = opened[closing] as Opened;
        expect(output).toMatch(hit);
        if (mark) expect([...marks]).toContain(mark);
      });
    });
  });
}
