import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { linkEqualFiles } from "../src/build/link-equal-files.ts";
import { placeMirror } from "../src/mirror/create-mirror.ts";
import { gate, gateCommand, newSite, start } from "./site.ts";

const stub = fileURLToPath(new URL("stub-site/core", import.meta.url));

let site: string;
const out = (name: string) => path.join(site, "gated", name);
const release = (tree: string) =>
  /<p>(\w+) /.exec(readFileSync(out(`current/${tree}/page-0/index.html`), "utf8"))?.[1];
const pages = (tree: string) =>
  readdirSync(out(`current/${tree}`)).filter((name) => name.startsWith("page-")).length;

let sites = 0;

beforeEach(() => {
  // One of its own each: what a killed build started may go on writing for a moment.
  site = newSite(`publish-${++sites}`);
  writeFileSync(path.join(site, "package.json"), "{}\n");
  cpSync(stub, path.join(site, "node_modules/@docusaurus/core"), { recursive: true });
});

/** Starts a build and kills it, with SIGKILL, when its output says `when`, after some more milliseconds. */
function killAt(when: string, delay: number, env: Record<string, string>): Promise<void> {
  return new Promise((resolve) => {
    const child = start(gateCommand, ["build"], site, env);
    let output = "";
    let killed = false;
    child.stdout.on("data", (data) => {
      output += data;
      if (killed || !output.includes(when)) return;
      killed = true;
      setTimeout(() => child.kill("SIGKILL"), delay);
    });
    child.on("close", () => resolve());
  });
}

describe("a build that is killed leaves the last good trees", () => {
  const phases = [
    "… build the private tree",
    "… build the public tree",
    "… scan both trees",
    "… link equal files",
    "… publish",
  ];
  const moments = phases.flatMap((phase) => [0, 15, 60].map((delay): [string, number] => [phase, delay]));

  test("in every phase", async () => {
    const pace = { STUB_FILES: "40", STUB_PACE: "5" };
    expect((await gate(["build"], site, { ...pace, STUB_RELEASE: "first" })).code).toBe(0);
    let last = "first";
    for (const [index, [phase, delay]] of moments.entries()) {
      const next = `next${index}`;
      await killAt(phase, delay, { ...pace, STUB_RELEASE: next });
      const published = release("public");
      expect([last, next], `${phase} + ${delay} ms`).toContain(published);
      expect(release("private")).toBe(published);
      expect([pages("public"), pages("private")]).toEqual([40, 40]);
      last = published ?? "";
      // The next kill need not wait until the lock is stale; that it is waited out is the last thing tried.
      if (index < moments.length - 1) rmSync(out("lock"), { recursive: true, force: true });
    }
    const after = await gate(["build"], site, { ...pace, STUB_RELEASE: "after" });
    expect(after.output).toContain("✓ publish");
    expect([release("public"), release("private")]).toEqual(["after", "after"]);
    expect(existsSync(out("work"))).toBe(false);
  });

  test("and no Docusaurus that goes on writing", async () => {
    const env = { STUB_FILES: "100000", STUB_PACE: "5", STUB_RELEASE: "orphan" };
    const child = start(gateCommand, ["build"], site, env);
    await expect.poll(() => existsSync(out("work/private/page-9"))).toBe(true);
    child.kill("SIGKILL");
    let written = 0;
    const rests = () => {
      const before = written;
      written = readdirSync(out("work/private")).length;
      return written === before;
    };
    await expect.poll(rests, { interval: 500 }).toBe(true);
    expect(written).toBeLessThan(100_000);
  });
});

describe("of the copy that a public tree is built from, nothing is left", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("after %s", async (signal, expected) => {
    const mirror = await placeMirror(site);
    mirror.remove();
    const child = start(gateCommand, ["build"], site, { STUB_FILES: "400", STUB_PACE: "20" });
    const ended = new Promise((resolve) => child.on("close", resolve));
    await expect.poll(() => existsSync(out("work/public/page-2"))).toBe(true);
    expect(existsSync(mirror.siteDir)).toBe(true);
    child.kill(signal);
    expect(await ended).toBe(expected);
    expect(existsSync(mirror.folder)).toBe(false);
  });

  test("after a build, or after one that fails", async () => {
    const mirror = await placeMirror(site);
    mirror.remove();
    for (const env of [{}, { STUB_FAILS: "public" }]) {
      await gate(["build"], site, env);
      expect(existsSync(mirror.folder)).toBe(false);
    }
  });
});

describe("docusaurus-draft-gate build", () => {
  test("exits with 3 on a leak, names file, needle and remedy, and publishes nothing", async () => {
    await gate(["build"], site, { STUB_RELEASE: "good" });
    const { code, output } = await gate(["build"], site, { STUB_RELEASE: "bad", STUB_LEAK: "1" });
    expect(code).toBe(3);
    expect(output).toMatch(
      /leak\.html {2}sentence "the secret words of one draft" {2}of docs\/draft\.md\n {2}→ \w/,
    );
    expect(release("public")).toBe("good");
    expect(existsSync(out("refused/leak.html"))).toBe(true);
    expect(statSync(out("refused")).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(out("report.json"), "utf8"))).toMatchObject({ drafts: 1, hits: 1 });
  });

  describe("--resume", () => {
    const draft = (text: string) =>
      writeFileSync(path.join(site, "draft.md"), `---\ndraft: true\n---\n\n${text}\n`);
    const resume = (env: Record<string, string>, ...args: string[]) =>
      gate(["build", "--resume", ...args], site, env);

    test("takes the public tree of the build before where only a draft changed", async () => {
      writeFileSync(path.join(site, "page.md"), "A page.\n");
      draft("First.");
      await gate(["build"], site, { STUB_RELEASE: "first" });
      draft("Second.");
      const { code, output } = await resume({ STUB_RELEASE: "second" });
      expect([code, output]).toEqual([0, expect.stringContaining("the public tree would be that of")]);
      expect([release("public"), release("private")]).toEqual(["first", "second"]);
      writeFileSync(path.join(site, "page.md"), "Another page.\n");
      await resume({ STUB_RELEASE: "third" });
      expect([release("public"), release("private")]).toEqual(["third", "third"]);
    });

    test("builds nothing again after words were allowed, and nothing where nothing changed", async () => {
      const refused = await gate(["build"], site, { STUB_RELEASE: "first", STUB_LEAK: "1" });
      expect(refused.output).toContain("build --resume");
      const words = "say the secret words of one draft if you like";
      const allowed = await resume({ STUB_RELEASE: "second" }, "--allow", words);
      expect([allowed.code, allowed.output]).toEqual([0, expect.not.stringContaining("… build")]);
      expect([release("public"), release("private")]).toEqual(["first", "first"]);
      expect(existsSync(out("refused"))).toBe(false);
      expect((await resume({ STUB_RELEASE: "third" }, "--allow", words)).code).toBe(0);
      expect([release("public"), release("private")]).toEqual(["first", "first"]);
    });

    test("takes nothing that a killed build left, and nothing for other options", async () => {
      await gate(["build"], site, { STUB_RELEASE: "first" });
      await killAt("… build the public tree", 50, {
        STUB_FILES: "400",
        STUB_PACE: "20",
        STUB_RELEASE: "killed",
      });
      rmSync(out("lock"), { recursive: true, force: true });
      await resume({ STUB_RELEASE: "second" });
      expect([release("public"), release("private")]).toEqual(["first", "first"]);
      await resume({ STUB_RELEASE: "third" }, "--locale", "en");
      expect([release("public"), release("private")]).toEqual(["third", "third"]);
    });
  });

  test("exits with 4 when it finds no draft where all are", async () => {
    await gate(["build"], site, { STUB_RELEASE: "good" });
    const { code, output } = await gate(["build"], site, {
      STUB_RELEASE: "blind",
      STUB_NEEDLE: "words that stand nowhere at all",
    });
    expect(code).toBe(4);
    expect(output).toContain("found none of them in the private tree");
    expect(release("public")).toBe("good");
  });

  test("exits with 1 when the site is not wrapped, and says so", async () => {
    const { code, output } = await gate(["build"], site, { STUB_UNWRAPPED: "1" });
    expect(code).toBe(1);
    expect(output).toMatch(/config: .* Wrap the configuration in .* with withDraftGate/);
  });

  test("and builds nothing of a site that is not wrapped", async () => {
    const { output } = await gate(["build"], site, { STUB_UNWRAPPED: "1" });
    expect(output).not.toContain("public tree");
    expect(existsSync(out("work/private"))).toBe(false);
  });

  test.each([
    [
      "of the private build, with what caused it",
      { STUB_FAILS: "private" },
      [
        "could not build the private tree (exit 1)",
        "  Unable to build the site\n  with these words\n",
        "  Two pages could not be rendered\n  the reason of the first page\n  … and 1 more",
      ],
    ],
    [
      "of the public build",
      { STUB_FAILS: "public" },
      ["could not build the public tree (exit 1)", "  the reason of the first page\n"],
    ],
    ["of a configuration that throws", { STUB_CONFIG_FAILS: "no such plugin" }, ["\n  no such plugin"]],
    ["of a process that ends without a word", { STUB_ENDS: "private" }, ["(exit 7)", "\n  the last words"]],
  ])("shows the first lines of the reason %s, and no stack", async (_, env, lines) => {
    const { code, output } = await gate(["build"], site, env);
    expect(code).toBe(1);
    for (const line of lines) expect(output).toContain(line);
    expect(output).not.toMatch(/^ +at /m);
  });

  test("of an installation without Docusaurus too", async () => {
    rmSync(path.join(site, "node_modules"), { recursive: true });
    writeFileSync(path.join(site, "package.json"), '{"name":"none"}');
    mkdirSync(path.join(site, "node_modules/@docusaurus/core"), { recursive: true });
    writeFileSync(path.join(site, "node_modules/@docusaurus/core/package.json"), "{}");
    const { code, output } = await gate(["build"], site);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/\n {2}Cannot find module .*core.lib.index\.js/),
    ]);
  });

  test("runs what Docusaurus wrote as CommonJS, below a folder of ES modules too", async () => {
    writeFileSync(path.join(site, "package.json"), '{"type":"module"}');
    const { code, output } = await gate(["build"], site, { STUB_RELEASE: "esm" });
    expect([code, output]).toEqual([0, expect.any(String)]);
  });

  test("reads a file as it is that is not packed as its name says", async () => {
    const env = { STUB_RELEASE: "static", STUB_STATIC: "no gzip at all" };
    const { code, output } = await gate(["build"], site, env);
    expect([code, output]).toEqual([0, expect.stringContaining("✓ publish")]);
    expect((await gate(["build"], site, { ...env, STUB_STATIC: "the secret words of one draft" })).code).toBe(
      3,
    );
  });

  test("exits with 4 when the public tree has no page", async () => {
    const { code, output } = await gate(["build"], site, { STUB_EMPTY: "public" });
    expect([code, output]).toEqual([4, expect.stringContaining("has no page")]);
  });

  test("says what pages ask for beyond the policy, with the lines that allow it, and of drafts only that there is more", async () => {
    const { code, output } = await gate(["build"], site, {
      STUB_RELEASE: "asks",
      STUB_PAGE: `<a onclick="history.back()">Back</a><img src="https://img.example.net/a.png"><img src="https://docs.example.com/b.png"><object data="//old.example.net/x"></object>`,
      STUB_PAGE_OF_DRAFT: `<iframe src="https://customer.example.org/"></iframe>`,
    });
    expect(code, output).toBe(0);
    const hash = "'sha256-LdlORHyUW/rwezK0l13nW+IwcZmi78eWOCBjewMWRr4='";
    for (const line of [
      `script-src ${hash} onclick="history.back()" in public.html\n`,
      "img-src https://img.example.net <img src> in public.html\n",
      "object-src https://old.example.net <object data> in public.html, which cannot be allowed\n",
      `    csp:\n      script-src: ["'unsafe-hashes'","${hash}"]\n      img-src: ["https://img.example.net"]\n`,
      "Pages that only readers get ask for 1 more: ",
    ])
      expect(output).toContain(line);
    expect(output).not.toMatch(/customer|docs\.example/);
    expect(readFileSync(out("policy.json"), "utf8")).toContain("https://customer.example.org");
    expect(statSync(out("policy.json")).mode & 0o777).toBe(0o600);
  });

  test("hands --config and --locale on to Docusaurus", async () => {
    const args = ["build", "--config", "other.config.js", "--locale", "de", "fr"];
    const { code, output } = await gate(args, site, { STUB_RELEASE: "options" });
    expect(code, output).toBe(0);
    const [config, ...locales] = readFileSync(out("current/private/options.txt"), "utf8").split(" ");
    expect([config, locales]).toEqual(["other.config.js", ["de", "fr"]]);
    const failing = await gate(args, site, { STUB_CONFIG_FAILS: "not in" });
    expect(failing.output).toContain("not in other.config.js");
  });

  test("exits with 2 while another build is at work", async () => {
    const slow = start(gateCommand, ["build"], site, {
      STUB_FILES: "100000",
      STUB_PACE: "5",
      STUB_RELEASE: "slow",
    });
    await new Promise((resolve) => slow.stdout.once("data", resolve));
    const { code, output } = await gate(["build"], site, { STUB_RELEASE: "second" });
    slow.kill("SIGKILL");
    expect(output).toContain("Another build works in");
    expect(code).toBe(2);
  });

  test("keeps the release before the current one, and no more", async () => {
    for (const name of ["one", "two", "three"]) {
      const { code, output } = await gate(["build"], site, { STUB_RELEASE: name });
      expect(code, output).toBe(0);
    }
    expect(readdirSync(out("releases"))).toHaveLength(2);
    expect(release("public")).toBe("three");
  });

  describe("deletes and makes nothing in a folder of somebody else", () => {
    const theirs = [
      "manifest.json",
      "work/a.txt",
      "refused/b.txt",
      "releases/c/d.txt",
      "lock/e.txt",
      "current",
    ];
    const write = (folder: string) => {
      for (const file of theirs) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), `theirs: ${file}`);
      }
    };

    test.each([
      ["the site's own folder", "."],
      ["another one", "other"],
      ["one above the site", ".."],
    ])("%s", async (_, outDir) => {
      // A site of its own in a folder that stands for the one above.
      const inner = path.join(site, "inner");
      cpSync(path.join(site, "node_modules"), path.join(inner, "node_modules"), { recursive: true });
      write(path.join(inner, outDir));
      const before = everything(site);
      const { code, output } = await gate(["build", "--out-dir", outDir], inner, { STUB_RELEASE: "none" });
      expect([code, output]).toEqual([1, expect.stringMatching(/^config: .* holds something/)]);
      expect(everything(site)).toEqual(before);
    });

    test("nor under a file, nor for a site that is not there", async () => {
      const before = everything(site);
      const file = await gate(["build", "--out-dir", "package.json"], site);
      expect([file.code, file.output]).toEqual([
        1,
        expect.stringMatching(/^config: .*package\.json cannot be/),
      ]);
      const missing = await gate(["build", "--site-dir", "nowhere"], site);
      expect([missing.code, missing.output]).toEqual([
        1,
        expect.stringMatching(/^config: .*nowhere is no folder/),
      ]);
      expect(everything(site)).toEqual(before);
    });

    test("nor what somebody puts beside the releases of a folder that a build made", async () => {
      await gate(["build"], site, { STUB_RELEASE: "one" });
      writeFileSync(out("releases/notes.txt"), "theirs");
      for (const name of ["two", "three"]) await gate(["build"], site, { STUB_RELEASE: name });
      expect(readFileSync(out("releases/notes.txt"), "utf8")).toBe("theirs");
    });
  });

  test("works in an empty folder, and in one that a build published to before there was a mark", async () => {
    mkdirSync(out(""), { recursive: true });
    expect((await gate(["build"], site, { STUB_RELEASE: "one" })).code).toBe(0);
    rmSync(out(".draft-gate"));
    expect((await gate(["build"], site, { STUB_RELEASE: "two" })).code).toBe(0);
    expect(release("public")).toBe("two");
  });
});

test("equal files are linked, whatever names they have", async () => {
  const names = ["a.txt", "a.txt.link", "b/a.txt", "link"];
  for (const tree of ["public", "private"]) {
    for (const name of names) {
      mkdirSync(path.dirname(path.join(site, tree, name)), { recursive: true });
      writeFileSync(path.join(site, tree, name), name);
    }
  }
  const inode = (tree: string) => names.map((name) => statSync(path.join(site, tree, name)).ino);
  await linkEqualFiles(path.join(site, "public"), path.join(site, "private"));
  expect(inode("private")).toEqual(inode("public"));
  expect(readFileSync(path.join(site, "private/a.txt.link"), "utf8")).toBe("a.txt.link");
});

/** Every file, folder and content below a folder. */
function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return `${path.relative(folder, file)} ${entry.isFile() ? readFileSync(file, "utf8") : ""}`;
    })
    .sort();
}
