import { describe, expect, test } from "vitest";
import { draftGlobs, globsIn, globTarget } from "../src/leaks/globs.ts";
import { createMatcher } from "../src/leaks/matcher.ts";
import { decodeEscapes, splitWords } from "../src/leaks/words.ts";
import { readMarkdown } from "../src/markdown/text.ts";
import type { NeedleKind } from "../src/model/needle.ts";

const site = {
  hosts: new Set(["docs.example.com"]),
  repositories: ["git.example.com/team/book"],
  ids: new Set(["intro", "billing", "guides/plan"]),
};
const finds = (kind: NeedleKind, needle: string, text: string) =>
  createMatcher([{ kind, text: needle, draft: 0 }], site).find(text).length > 0;

describe("words are found in every spelling that a format gives them", () => {
  const sentence = "the très secret plan isn't ready";
  test.each([
    ["HTML", "<p>The tr&egrave;s</p> the tr&#xe8;s secret plan isn&#x27;t ready.</p>"],
    ["inline elements between words", "the très <b>secret</b> plan isn't ready", false],
    ["JavaScript, ASCII only", String.raw`children:"The tr\xe8s secret plan isn't ready."`],
    ["JSON, escaped", String.raw`"The tr\u00e8s secret\nplan isn't\tready"`],
    ["JSON in JavaScript", String.raw`JSON.parse('{"a":"The tr\\u00e8s secret\\nplan isn\'t ready"}')`],
    ["a URL", "/search?q=the+tr%C3%A8s+secret%20plan%20isn%27t%20ready"],
    ["HTML in HTML", "&lt;p&gt;The tr&amp;#xe8;s secret plan isn&amp;apos;t ready."],
    ["a URL in a URL", "/sign-in?to=the%2520tr%25C3%25A8s%2520secret%2520plan%2520isn%2527t%2520ready"],
    ["accents apart from their letters", "the tre\u0300s secret plan isn't ready"],
    ["a file name", "the-très-secret-plan-isn-t-ready.html"],
  ])("%s", (_format, text, expected = true) => {
    expect(finds("sentence", sentence, text)).toBe(expected);
  });

  test("scripts without spaces are searched by character", () => {
    expect(finds("sentence", "秘密の計画", "これは秘密の計画です")).toBe(true);
    expect(finds("sentence", "秘密の計画", "これは計画の秘密です")).toBe(false);
  });

  test("escapes that stand for no letter separate words", () => {
    expect(splitWords(decodeEscapes(String.raw`one\ntwo&nbsp;three%20four`))).toEqual([
      "one",
      "two",
      "three",
      "four",
    ]);
  });
});

describe("a path counts as a whole", () => {
  test.each([
    ['href="/docs/plan"', true],
    ["<loc>https://docs.example.com/docs/plan/</loc>", true],
    ["docs/plan/index.html", true],
    ['to:"/docs/plan#part"', true],
    ["/docs/plan.html?x=1", true],
    ["/docs/planned", false],
    ["/docs/plan/public-child", false],
    ["/other/docs/plan", false],
    ["https://elsewhere.example.com/docs/plan", false],
  ])("%s: %s", (text, expected) => {
    expect(finds("path", "/docs/plan", text)).toBe(expected);
  });
});

describe("one everyday word is a needle only as a whole string", () => {
  test.each([
    ["Roadmap", '"title":"Roadmap"', true],
    ["Roadmap", "<h1>Roadmap</h1>", true],
    ["Roadmap", String.raw`{\"label\":\"Roadmap\"}`, true],
    ["Roadmap", "our roadmap for the year", false],
    ["Roadmap", 'function roadmap(){"roadmap"}', false],
    ["NB9160wmbus", "see nb9160wmbus there", true],
    ["Two words", "with two words in it", true],
  ])("%s in %s: %s", (needle, text, expected) => {
    expect(finds("title", needle, text)).toBe(expected);
  });

  test("and so is an id", () => {
    expect(finds("id", "guides/plan", '"docs":[{"id":"guides/plan"}]')).toBe(true);
    expect(finds("id", "guides/plan", "see guides/plan-b")).toBe(false);
  });
});

test.each([
  ["id", "getting-started", '<h2 id="getting-started">Getting started</h2>', false],
  ["id", "getting-started", '["intro","getting-started"]', true],
  ["id", "api/getusers", "<strong>API: getUsers</strong>", false],
  ["id", "api/getusers", '["api/getusers"]', true],
  ["path", "/getting-started", '<h2 id="getting-started">Getting started</h2>', false],
  ["path", "/getting-started", "see /getting-started", true],
  ["path", "/guides/plan", "see guides/plan", true],
] as const)(
  "what has no folder is a word without its slash: %s %s in %s: %s",
  (kind, name, text, expected) => {
    expect(finds(kind, name, text)).toBe(expected);
  },
);

describe("an address of an author is one as a whole", () => {
  test.each([
    ["https://git.example.com/ada", 'href="https://git.example.com/ada"', true],
    ["https://git.example.com/ada", "at https://git.example.com/ada/.", true],
    ["https://git.example.com/ada", "https://git.example.com/ada/engine", false],
    ["ada@example.com", '<a href="mailto:Ada@example.com">', true],
    ["ada@example.com", "countess.ada@example.com", false],
    ["Ada Lovelace", "by ADA LOVELACE", true],
    ["Ada", "by Ada", false],
    ["Ada", '"name":"Ada"', true],
  ])("%s in %s: %s", (needle, text, expected) => {
    expect(finds("author", needle, text)).toBe(expected);
  });
});

describe("an id of one word is one where ids stand", () => {
  test.each([
    ["what a version says of its documents", '"docs":{"billing":{"id":"billing","title":"Billing"}}', true],
    ["an item of a sidebar", '{"type":"link","label":"B","docId":"billing"}', true],
    ["an item of a sidebar, as a site owner writes it", '{ type: "doc", id: "billing" }', true],
    ["a list that has another id", '["intro","billing"]', true],
    ["a list that has another id, in a string", String.raw`JSON.parse('[\"billing\",\"intro\"]')`, true],
    ["a neighbour in front matter", '"pagination_next":"billing"', true],
    ["a list of other words", '["invoices","billing"]', false],
    ["the id of a heading", '{value:"Billing",id:"billing",level:2}', false],
    ["the id of an element", '<h2 id="billing">Billing</h2>', false],
    ["an object of a program", '{"id":"billing","amount":1}', false],
    ["a sentence", "The billing is new.", false],
  ])("%s", (_what, text, expected) => {
    expect(finds("id", "billing", text)).toBe(expected);
  });
});

describe("a path of one everyday word is one where links lead", () => {
  test.each([
    ['href="/billing"', true],
    ["<a href=/billing/>", true],
    ['{to:"/billing",label:"B"}', true],
    [String.raw`{\"path\":\"/billing\",\"exact\":true}`, true],
    ["<loc>https://docs.example.com/billing</loc>", true],
    ["at https://docs.example.com/billing/", true],
    ["the billing", false],
    ['import { a } from "./billing"', false],
    ["the route /billing of the service", false],
    ['{type:"billing"}', false],
  ])("%s: %s", (text, expected) => {
    expect(finds("path", "/billing", text)).toBe(expected);
  });

  test.each([
    ['import { a } from "../docs/plan"', false],
    ['{to:"../docs/plan"}', true],
  ])("and so is one from a place that is not known, %s: %s", (text, expected) => {
    expect(finds("path", "/docs/plan", text)).toBe(expected);
  });
});

describe("the source of a draft is one in the site and its repository", () => {
  test.each([
    ["see docs/plan.md", true],
    ["@site/docs/plan.md", true],
    ["https://git.example.com/team/book/edit/main/docs/plan.md", true],
    ["git+https://git.example.com/team/book#docs/plan.md", true],
    ["https://git.example.com/other/book/edit/main/docs/plan.md", false],
    ["https://elsewhere.example.com/docs/plan.md", false],
    ["mydocs/plan.md", false],
    ["docs/plan.mdx", false],
  ])("%s: %s", (text, expected) => {
    expect(finds("source", "docs/plan.md", text)).toBe(expected);
  });
});

describe("a sentence is one as prose", () => {
  const sentence = "we abstract and declare an interface";
  test.each([
    ["We abstract, and declare an interface.", true],
    [String.raw`"We \"abstract\" and declare an interface"`, true],
    ["we|abstract|and|declare|an|interface", false],
    ['["we","abstract","and","declare","an","interface"]', false],
    ["<b>we</b><b>abstract</b> and declare an interface", false],
  ])("%s: %s", (text, expected) => {
    expect(finds("sentence", sentence, text)).toBe(expected);
  });
});

test("a pattern of one word could be of any program's routes", () => {
  expect([...globsIn(`f("/drafts/**", "drafts*", "/drafts/*.md", "**/*.{js,md}")`)]).toEqual([
    "/drafts/*.md",
  ]);
});

describe("a pattern names a draft", () => {
  const globs = draftGlobs(
    [
      globTarget("docs/drafts/secret-plan.md", "/base/docs/plans/secret"),
      globTarget("docs/billing.md", "/base/docs/billing"),
    ],
    [
      globTarget("docs/intro.md", "/base/docs/intro"),
      globTarget("docs/guides/start.md", "/base/docs/guides/start"),
    ],
  );
  test.each([
    ["drafts/secret-*.md", "docs/drafts/secret-plan.md"],
    ["!docs/drafts/**", "docs/drafts/secret-plan.md"],
    ["@site/docs/bill*.{md,mdx}", "docs/billing.md"],
    ["**/*plan.md", "docs/drafts/secret-plan.md"],
    ["**/*.md", undefined],
    ["docs/**", undefined],
    ["docs/*.md", undefined],
    ["**/{intro,billing}.md", undefined],
    ["**/_*.md", undefined],
    ["drafts/open-*.md", "docs/drafts/secret-plan.md"],
    ["docs/billed-*.md", undefined],
    ["/docs/plans/**", "docs/drafts/secret-plan.md"],
    ["/docs/guides/**", undefined],
    ["/docs/plans/{id}/open", undefined],
  ])("%s: %s", (pattern, expected) => {
    expect(globs.named(pattern)?.source).toBe(expected);
    if (expected) expect([...globsIn(`f({exclude:["${pattern}"]})`)]).toEqual([pattern]);
  });
});

test("stretches of Markdown are what no output format tears apart", () => {
  const { headings, stretches } = readMarkdown(
    "import X from 'x';\n\n## The *plan* {#id}\n\nOne [link text](./x.md 'title') and **bold** words.\n\n- first item\n\n<!-- gone -->",
  );
  expect(headings).toEqual(["The plan"]);
  expect(stretches).toEqual(
    expect.arrayContaining(["One", "link text", "and", "bold", "words.", "first item"]),
  );
  expect(stretches.join(" ")).not.toMatch(/import|title|gone|x\.md/);
});
