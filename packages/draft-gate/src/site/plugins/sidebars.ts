import type { Sidebars } from "@docusaurus/plugin-content-docs/lib/sidebars/types.js";

type Items = Sidebars[string];
type Item = Items[number];
type Category = Extract<Item, { type: "category" }>;

/** The categories whose link document is a draft, each as the labels from the sidebar's name down to its own. */
export function draftCategories(sidebars: Sidebars, draftIds: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  function walk(items: Items, above: string[]): void {
    for (const item of items) {
      if (item.type !== "category") continue;
      const path = [...above, item.label];
      if (item.link?.type === "doc" && draftIds.has(item.link.id)) found.add(pathKey(path));
      walk(item.items, path);
    }
  }
  for (const [name, items] of Object.entries(sidebars)) walk(items, [name]);
  return found;
}

/**
 * The labels that tell of drafts although no draft says them: of categories that a draft introduces or that hold
 * only drafts, and of sidebars that do.
 */
export function tellingLabels(sidebars: Sidebars, draftIds: ReadonlySet<string>): string[] {
  const inside = (items: Items): string[] =>
    items.flatMap((item) => {
      if (item.type !== "category") return [];
      const introduced = item.link?.type === "doc" && draftIds.has(item.link.id);
      return [
        ...(introduced || holdsOnlyDrafts([item], draftIds) ? [item.label] : []),
        ...inside(item.items),
      ];
    });
  return Object.entries(sidebars).flatMap(([name, items]) => [
    ...(holdsOnlyDrafts(items, draftIds) ? [name] : []),
    ...inside(items),
  ]);
}

/** The labels, and the names of sidebars, that stay where they are without the drafts. */
export function openLabels(sidebars: Sidebars, draftIds: ReadonlySet<string>): string[] {
  const inside = (items: Items): string[] =>
    items.flatMap((item) => {
      if (item.type !== "category" || holdsOnlyDrafts([item], draftIds)) return [];
      const isIntroduced = item.link?.type === "doc" && draftIds.has(item.link.id);
      return [...(isIntroduced ? [] : [item.label]), ...inside(item.items)];
    });
  return Object.entries(sidebars).flatMap(([name, items]) =>
    holdsOnlyDrafts(items, draftIds) ? [] : [name, ...inside(items)],
  );
}

/** The paths of index pages that Docusaurus makes for categories of drafts only. */
export function tellingIndexes(sidebars: Sidebars, draftIds: ReadonlySet<string>): string[] {
  const inside = (items: Items): string[] =>
    items.flatMap((item) => {
      if (item.type !== "category") return [];
      const tells = item.link?.type === "generated-index" && holdsOnlyDrafts([item], draftIds);
      return [...(tells ? [(item.link as { permalink: string }).permalink] : []), ...inside(item.items)];
    });
  return Object.values(sidebars).flatMap(inside);
}

function holdsOnlyDrafts(items: Items, draftIds: ReadonlySet<string>): boolean {
  return (
    items.length > 0 &&
    items.every((item) => {
      if (item.type !== "category") return "id" in item && draftIds.has(item.id);
      const introducedBy = item.link?.type === "doc" ? item.link.id : undefined;
      if (introducedBy !== undefined && !draftIds.has(introducedBy)) return false;
      return holdsOnlyDrafts(item.items, draftIds);
    })
  );
}

/** Gives a class to each category whose link document is a draft; documents carry theirs in the front matter. */
export function withCategoryClass(
  sidebars: Sidebars,
  draftIds: ReadonlySet<string>,
  className: string,
): Sidebars {
  const mark = (items: Items): Items =>
    items.map((item) => {
      if (item.type !== "category") return item;
      const marked = { ...item, items: mark(item.items) };
      if (item.link?.type !== "doc" || !draftIds.has(item.link.id)) return marked;
      return { ...marked, className: [item.className, className].filter(Boolean).join(" ") };
    });
  return mapSidebars(sidebars, mark);
}

/** Takes out the given categories and lifts what they hold to where they stood. */
export function withoutCategories(sidebars: Sidebars, paths: ReadonlySet<string>): Sidebars {
  function lift(items: Items, above: string[]): Items {
    return items.flatMap((item) => {
      if (item.type !== "category") return [item];
      const path = [...above, item.label];
      const inner = lift(item.items, path);
      return paths.has(pathKey(path)) && !item.link ? inner : [{ ...item, items: inner }];
    });
  }
  return mapSidebars(sidebars, (items, name) => lift(items, [name]));
}

/** Takes out the sidebars that hold nothing, but are among those that did with the drafts. */
export function withoutEmptied(sidebars: Sidebars, filled: ReadonlySet<string>): Sidebars {
  return Object.fromEntries(
    Object.entries(sidebars).filter(([name, items]) => items.length > 0 || !filled.has(name)),
  );
}

/** Takes out links and HTML items that lead to drafts, and the categories that hold nothing without them. */
export function withoutLinks(sidebars: Sidebars, leadsToDraft: (href: string) => boolean): Sidebars {
  function hidden(item: Item): boolean {
    if (item.type === "link") return leadsToDraft(item.href);
    if (item.type === "html") return hrefs(item.value).some(leadsToDraft);
    return false;
  }
  function filter(items: Items): Items {
    return items.flatMap((item): Items => {
      if (hidden(item)) return [];
      if (item.type !== "category") return [item];
      const inner = filter(item.items);
      return inner.length > 0 || item.items.length === 0 ? [{ ...item, items: inner }] : emptied(item);
    });
  }
  return mapSidebars(sidebars, filter);
}

/** A category that lost all its items is its link document, or nothing. */
function emptied({ link, label, className, customProps }: Category): Items {
  if (link?.type !== "doc") return [];
  return [
    { type: "doc", id: link.id, label, ...(className && { className }), ...(customProps && { customProps }) },
  ];
}

function mapSidebars(sidebars: Sidebars, map: (items: Items, name: string) => Items): Sidebars {
  return Object.fromEntries(Object.entries(sidebars).map(([name, items]) => [name, map(items, name)]));
}

function hrefs(html: string): string[] {
  return [...html.matchAll(/href\s*=\s*["']([^"']+)["']/gi)].map((match) => match[1] ?? "");
}

function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}
