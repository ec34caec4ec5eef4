import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import plugin, { DEFAULT_OPTIONS } from "docusaurus-plugin-wirebook";
import { beforeAll, describe, expect, test } from "vitest";
import { writeFiles } from "../src/write-files.ts";

const here = import.meta.dirname;
const templates = path.join(
  path.dirname(createRequire(import.meta.url).resolve("create-docusaurus/package.json")),
  "templates",
);
// Below the workspace, where it finds its packages.
const site = path.join(here, ".sites/stock");
const at = (file: string) => path.join(site, file);
const page = (file: string) => readFileSync(at(`build/${file}/index.html`), "utf8");

/** Three message types of somebody else: in a family of envelopes of their own, one of them a draft. */
const definitions = `
import { Bytes, defineMessage, Open, Tagged, Type, Uint64 } from "@wirebook/codec";

const tankLevel = defineMessage({
  name: "tank/level",
  title: "Level <of> a {tank}",
  summary: "Measured *once* an hour. It's {not} a component: <b>.",
  payload: Type.Object({
    n: Uint64({ key: 1, description: "Counts {measurements}" }),
    level: Type.Number({ unit: "m", minimum: 0, source: "https://example.com/tanks, page 4", since: "1.2" }),
    limits: Type.Optional(Open({ low: Type.Number(), high: Type.Number() })),
    at: Tagged(1, Type.Integer({ unit: "s" })),
    pin: Type.Optional(Type.String({ sensitive: true })),
  }),
  examples: [
    { title: "Half full", json: { n: 1, level: 1.5, at: 1767225600 } },
    { title: "With a secret", json: { n: 2, level: 0, at: 1767225600, pin: "geheimnis", limits: { low: 1, high: 2, x: null } } },
  ],
});
const tankAlarm = defineMessage({ name: "tank/alarm", title: "Alarm", payload: Type.Null(), examples: [{ title: "Rings", json: null }] });
const tankPlans = defineMessage({
  name: "tank/plans",
  title: "Zqplans",
  draft: true,
  payload: Type.Object({ zqmember: Bytes({ description: "Tells of the zqfuture" }) }),
  examples: [{ title: "Zqexample", json: { zqmember: "AA==" } }],
});

export default [tankLevel, tankAlarm, tankPlans];
`;

/** Five lines in the configuration of a site, as the README has them. */
const configuration = `plugins: [
    ['docusaurus-plugin-wirebook', {
      messages: './messages.mjs',
    }],
  ],`;

/** A second instance beside it, with a function instead of a module. */
const second = `
    ['docusaurus-plugin-wirebook', {
      id: 'second',
      messages: async () => (await import('./messages.mjs')).default.slice(1, 2),
      path: 'docs/second',
      playground: 'second-playground',
      schemas: false,
    }],`;

/** What `docusaurus swizzle --wrap` makes of a component. */
const wrapper = (name: string, tag: string) => `
import ${name} from "@theme-original/${name}";
export default function ${name}Wrapper(props) {
  return <${tag} data-wrapped="${name}"><${name} {...props} /></${tag}>;
}
`;

beforeAll(async () => {
  rmSync(site, { recursive: true, force: true, maxRetries: 10 });
  mkdirSync(site, { recursive: true });
  cpSync(path.join(templates, "shared"), site, { recursive: true });
  cpSync(path.join(templates, "classic"), site, { recursive: true });
  writeFileSync(at("messages.mjs"), definitions);
  mkdirSync(at("src/theme"), { recursive: true });
  for (const name of ["WirebookMembers", "WirebookPlayground"]) {
    writeFileSync(at(`src/theme/${name}.js`), wrapper(name, "div"));
  }
  const config = readFileSync(at("docusaurus.config.js"), "utf8")
    .replace("v4: true,", "v4: true, faster: true,")
    .replace("presets: [", `${configuration}\n\n  presets: [`)
    .replace("plugins: [", `plugins: [${second}`);
  writeFileSync(at("docusaurus.config.js"), config);
  const { code, output } = await run("build");
  expect(code, output.slice(-3000)).toBe(0);
});

function run(...args: string[]): Promise<{ code: number; output: string }> {
  const command = path.join(here, "../../../node_modules/@docusaurus/core/bin/docusaurus.mjs");
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [command, ...args],
      { cwd: site, env },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? 1, output: stdout + stderr }),
    );
  });
}

describe("a site made by create-docusaurus, with three messages of its own", () => {
  test("gets a page for each, a list and a playground with five lines of configuration", () => {
    expect(configuration.split("\n").length).toBe(5);
    expect(page("docs/messages")).toContain("tank/level");
    expect(page("docs/messages/tank/alarm")).toContain("Alarm");
    expect(page("playground")).toContain("Playground");
    expect(JSON.parse(readFileSync(at("build/schemas/tank/level.schema.json"), "utf8")).type).toBe("object");
  });

  test("has several instances, each with its own pages", () => {
    expect(page("docs/second/tank/alarm")).toContain("Alarm");
    expect(existsSync(at("build/docs/second/tank/level"))).toBe(false);
    expect(page("second-playground")).toContain("Playground");
    expect(existsSync(at("build/schemas/tank/alarm.schema.json"))).toBe(true);
  });

  test("does not say in its bundle where it was built", () => {
    const scripts = readdirSync(at("build/assets/js")).filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(0);
    const telling = scripts.filter((name) =>
      readFileSync(at(`build/assets/js/${name}`), "utf8").includes(site),
    );
    expect(telling).toEqual([]);
  });

  test("reads titles and summaries as text, whatever is in them", () => {
    const html = page("docs/messages/tank/level");
    // The build leaves out what HTML does not need, such as the second half of "&lt;of&gt;".
    expect(html).toContain("Level &lt;of> a {tank}");
    expect(html).toContain("Measured *once* an hour. It's {not} a component: &lt;b>.");
    expect(html).toContain("Counts {measurements}");
  });

  test("has in its pages what the definitions say: units, keys, tags, sources, versions, openness", () => {
    const html = page("docs/messages/tank/level");
    for (const words of [
      "key 1",
      "tag 1: integer",
      "since 1.2",
      "https://example.com/tanks",
      ">open<",
      ">sensitive<",
    ]) {
      expect(html).toContain(words);
    }
    expect(html).toContain("id=member.limits.low");
    expect(html).toContain("href=#member.level");
  });

  test("wraps the components that it wants to", () => {
    const html = page("docs/messages/tank/level");
    expect(html).toContain("data-wrapped=WirebookMembers");
    expect(html).toContain("data-wrapped=WirebookPlayground");
    expect(html).toContain("id=member.level");
  });

  test("shows no sensitive value of an example, in no form and in no file", () => {
    expect(page("docs/messages/tank/level")).toContain("[hidden]");
    const hex = Buffer.from("geheimnis").toString("hex");
    for (const file of filesOf(at("build"))) {
      const text = readFileSync(file, "latin1");
      expect(text.includes("geheimnis") || text.includes(hex), file).toBe(false);
    }
  });

  test("keeps the draft out: its page, its codec, its members", () => {
    expect(existsSync(at("build/docs/messages/tank/plans"))).toBe(false);
    expect(existsSync(at("build/schemas/tank/plans.schema.json"))).toBe(false);
    // The id of a draft Docusaurus itself writes into its bundle; the draft gate takes it out.
    const marks = /zq(?:plans|member|future|example)/i;
    const telling = filesOf(at("build")).filter((file) => marks.test(readFileSync(file, "latin1")));
    expect(telling).toEqual([]);
  });

  test("leaves nothing behind of a message that is gone, and does not touch the files of others", async () => {
    writeFileSync(at("docs/messages/tank/mine.md"), "# Mine\n");
    writeFileSync(
      at("messages.mjs"),
      definitions.replace("[tankLevel, tankAlarm, tankPlans]", "[tankLevel]"),
    );
    const context = {
      siteDir: site,
      generatedFilesDir: at(".docusaurus"),
      baseUrl: "/",
      i18n: { currentLocale: "en", defaultLocale: "en" },
    } as LoadContext;
    // The module is read anew each time: this is what the development server does when it changes.
    const made = await plugin(context, { ...DEFAULT_OPTIONS, messages: "./messages.mjs" });
    const definitionsNow = await made.loadContent?.();
    expect(definitionsNow?.map(({ name }) => name)).toEqual(["tank/level"]);
    expect(readdirSync(at("docs/messages/tank")).sort()).toEqual([
      "_category_.json",
      "level.json",
      "level.mdx",
      "mine.md",
    ]);
    const clash = new Map([["tank/mine.md", "of the plugin"]]);
    await expect(writeFiles(at("docs/messages"), clash)).rejects.toThrow("was not written by this plugin");
  });
});

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
