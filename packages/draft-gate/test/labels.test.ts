import type { Sidebars } from "@docusaurus/plugin-content-docs/lib/sidebars/types.js";
import { describe, expect, test } from "vitest";
import { openLabels, tellingIndexes, tellingLabels } from "../src/site/plugins/sidebars.ts";

const doc = (id: string) => ({ type: "doc", id });
const category = (label: string, items: unknown[], link?: unknown) => ({
  type: "category",
  label,
  items,
  link,
});
const index = (permalink: string) => ({ type: "generated-index", permalink });

describe("the labels of sidebars", () => {
  test.each([
    ["of documents that are public", [category("A", [doc("a"), doc("d")])], [], ["s", "A"]],
    ["of drafts alone", [doc("a"), category("D", [doc("d")])], ["D"], ["s"]],
    ["in which all is", [category("D", [doc("d")])], ["s", "D"], []],
    ["that a draft introduces", [category("D", [doc("a")], doc("d"))], ["D"], ["s"]],
    ["within others", [category("A", [category("D", [doc("d")]), doc("a")])], ["D"], ["s", "A"]],
  ])("%s", (_what, items, telling, open) => {
    const sidebars = { s: items } as unknown as Sidebars;
    expect(tellingLabels(sidebars, new Set(["d"]))).toEqual(telling);
    expect(openLabels(sidebars, new Set(["d"]))).toEqual(open);
  });

  test("have pages of their own, which tell where only drafts are listed", () => {
    const items = [
      category("A", [doc("a"), category("B", [doc("d")], index("/b"))], index("/a")),
      category("D", [doc("d")], index("/d")),
    ];
    expect(tellingIndexes({ s: items } as unknown as Sidebars, new Set(["d"]))).toEqual(["/b", "/d"]);
  });
});
