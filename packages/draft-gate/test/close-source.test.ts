import { describe, expect, test } from "vitest";
import { closeSource } from "../src/markdown/close-source.ts";

const leadsToDraft = (href: string) => /(^|\/)plan(\.mdx?)?([?#].*)?$/.test(href);
const close = (text: string) => closeSource(text, { leadsToDraft, draftIds: new Set(["plan"]) });

describe("in a copied file, a link to a draft is its text", () => {
  test.each([
    ['See [the *plan*](plan.md "title").', "See the *plan*."],
    [
      "See [the plan][p] and [q].\n\n[p]: ./plan 'title'\n[q]: /public\n",
      "See the plan and [q].\n\n\n[q]: /public\n",
    ],
    ["See [plan][] and [Plan].\n\n[plan]: /plan\n", "See plan and Plan.\n\n\n"],
    ["See [/docs/plan](/docs/plan).", "See …."],
    ["A [![picture](/a.png)](/docs/plan) that leads there", "A ![picture](/a.png) that leads there"],
    [
      'See <a href="/docs/plan">the **plan**</a> and <a href="/x">x</a>.',
      'See the **plan** and <a href="/x">x</a>.',
    ],
    ["See <Link to={'/docs/plan'}>the plan</Link>.", "See the plan."],
    ['<Card href="/docs/plan" title="Plan" />\n\nrest', "\n\nrest"],
    ["See <https://docs.example.com/plan>.", "See …."],
    ["| a |\n| - |\n| [b](/plan) |\n", "| a |\n| - |\n| b |\n"],
    [":::note\n\nSee [b](/plan)\n\n:::\n", ":::note\n\nSee b\n\n:::\n"],
    ["- [a](/plan) [b](/x)\n", "- a [b](/x)\n"],
  ])("%j", (text, closed) => expect(close(text)).toBe(closed));

  test("also where it is no MDX", () => {
    expect(
      close('<!-- a comment -->\n\n<br>\n\nSee <a class="x" href="/plan">the [plan](plan.md)</a> {there}\n'),
    ).toBe("<!-- a comment -->\n\n<br>\n\nSee the plan {there}\n");
  });

  test("with comments that name it, and front matter that says it is next", () => {
    expect(
      close(
        "---\ntitle: /plan\npagination_next: 'plan'\n---\n\n<!-- see /plan -->{/* [x](plan.md) */}text\n",
      ),
    ).toBe("---\ntitle: /plan\npagination_next: null\n---\n\ntext\n");
  });
});

test.each([
  "See [a](/public) and `[b](/plan)`.\r\n\r\n```md\r\n[c](/plan)\r\n```\r\n",
  "\uFEFF---\ntitle: x\n---\n\n# Title {#id}\n\n\\[not](/a\\) \n",
  "import X from './x.js'\n\n<X a={{ b: 1 }}>{1 + 1}</X>\n",
])("what leads to no draft stays as it is: %j", (text) => expect(close(text)).toBe(text));
