import { describe, expect, test } from "vitest";
import { closeLinks } from "../src/markdown/close-links.ts";
import type { TreeNode } from "../src/markdown/tree.ts";
import { createDraftLinks } from "../src/model/draft-links.ts";

const links = createDraftLinks({
  siteDir: "/site",
  url: "https://docs.example.com",
  baseUrls: ["/base/", "/base/fr/"],
  permalinks: ["/base/docs/plan", "/base/fr/docs/plan"],
  files: new Set(["/site/docs/plan.md", "/site/i18n/fr/docs/plan.md"]),
  folders: ["/site/docs"],
});
const from = { file: "/site/docs/guides/page.md", permalink: "/base/docs/guides/page" };

describe("a link leads to a draft", () => {
  test.each([
    "/docs/plan",
    "/docs/plan/",
    "/docs/plan.html",
    "/docs/plan/index.html",
    "/docs/plan?a=b#part",
    "/docs/%70lan",
    "/base/docs/plan",
    "/base/fr/docs/plan",
    "/fr/docs/plan",
    "pathname:///base/docs/plan",
    "https://docs.example.com/base/docs/plan",
    "//docs.example.com/base/docs/plan",
    "../plan",
    "../../docs/plan",
    "../plan.md",
    "../plan.md#part",
    "plan.md",
    "/plan.md",
    "@site/docs/plan.md",
    "/docs/plan.md",
  ])("%s", (href) => expect(links.leadsToDraft(href, from)).toBe(true));
});

describe("a link does not lead to a draft", () => {
  test.each([
    "",
    "#part",
    "?a=b",
    "/docs/plans",
    "/docs/plan/child",
    "./plan.md",
    "https://elsewhere.example.com/docs/plan",
    "mailto:plan@example.com",
    "https://",
    "/docs/%zz",
  ])("%s", (href) => expect(links.leadsToDraft(href, from)).toBe(false));
});

describe("a link to a draft is closed", () => {
  const text = (value: string): TreeNode => ({ type: "text", value });
  const paragraph = (...children: TreeNode[]): TreeNode => ({ type: "root", children });
  const close = (root: TreeNode, lock?: { href: string; title: string }) => {
    closeLinks(root, { leadsToDraft: (href) => links.leadsToDraft(href, from), ...(lock && { lock }) });
    return root.children;
  };
  const attribute = (name: string, value: string | { type: string; value: string }) => ({
    type: "mdxJsxAttribute",
    name,
    value,
  });

  test("to its text", () => {
    expect(close(paragraph({ type: "link", url: "/docs/plan", children: [text("words")] }))).toEqual([
      text("words"),
    ]);
  });

  test("with its definition, and no other", () => {
    const reference: TreeNode = { type: "linkReference", identifier: "a", children: [text("words")] };
    const kept: TreeNode = { type: "definition", identifier: "b", url: "/docs/public" };
    expect(
      close(paragraph(reference, { type: "definition", identifier: "a", url: "../plan.md" }, kept)),
    ).toEqual([text("words"), kept]);
  });

  test("when an expression names it", () => {
    const element: TreeNode = {
      type: "mdxJsxTextElement",
      name: "Link",
      attributes: [
        attribute("to", { type: "mdxJsxAttributeValueExpression", value: "useBaseUrl('/docs/plan')" }),
      ],
      children: [text("words")],
    };
    expect(close(paragraph(element))).toEqual([text("words")]);
  });

  test("with an element that holds nothing else", () => {
    const card: TreeNode = {
      type: "mdxJsxFlowElement",
      name: "Card",
      attributes: [attribute("href", "/docs/plan"), attribute("title", "Plan")],
      children: [],
    };
    expect(close(paragraph(card))).toEqual([]);
  });

  test("inside of other links' neighbours, leaving those", () => {
    const kept: TreeNode = { type: "link", url: "/docs/public", children: [text("public")] };
    expect(
      close(
        paragraph({
          type: "strong",
          children: [kept, { type: "link", url: "plan.md", children: [text("draft")] }],
        }),
      ),
    ).toEqual([{ type: "strong", children: [kept, text("draft")] }]);
  });

  test("and masked where its text is its address", () => {
    expect(
      close(
        paragraph({
          type: "link",
          url: "/docs/plan",
          children: [text("https://docs.example.com/base/docs/plan")],
        }),
      ),
    ).toEqual([text("…")]);
  });

  test("to a lock that leads to the sign-in page and nowhere else", () => {
    const [lock] =
      close(paragraph({ type: "link", url: "/docs/plan", children: [text("words")] }), {
        href: "/auth",
        title: "Sign in",
      }) ?? [];
    expect(lock).toMatchObject({ name: "a", children: [text("words")] });
    expect(JSON.stringify(lock)).not.toContain("plan");
  });
});
