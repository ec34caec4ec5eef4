type Fields = Readonly<Record<string, unknown>>;

/**
 * Sidebars as a site owner writes them, in any of the forms that Docusaurus takes, without what names drafts: documents,
 * links of categories to documents, and the categories and sidebars that hold nothing else.
 */
export function sidebarsWithout(sidebars: unknown, draftIds: ReadonlySet<string>): unknown {
  if (!isFields(sidebars)) return sidebars;
  const kept = Object.entries(sidebars).flatMap(([name, items]) => {
    const left = itemsWithout(items, draftIds);
    return isEmpty(left) && !isEmpty(items) ? [] : [[name, left]];
  });
  return Object.fromEntries(kept);
}

function itemsWithout(items: unknown, draftIds: ReadonlySet<string>): unknown {
  if (Array.isArray(items)) return items.flatMap((item: unknown) => itemWithout(item, draftIds));
  return isFields(items) ? shorthandWithout(items, draftIds) : items;
}

function itemWithout(item: unknown, draftIds: ReadonlySet<string>): unknown[] {
  if (typeof item === "string") return isDraft(item, draftIds) ? [] : [item];
  if (!isFields(item)) return [item];
  if (item.type === "doc" || item.type === "ref") return isDraft(item.id, draftIds) ? [] : [item];
  if (item.type === "category") return categoryWithout(item, draftIds);
  if (item.type !== undefined) return [item];
  const left = shorthandWithout(item, draftIds);
  return isEmpty(left) ? [] : [left];
}

function categoryWithout(category: Fields, draftIds: ReadonlySet<string>): unknown[] {
  const { link, ...others } = category;
  const leadsToDraft = isFields(link) && link.type === "doc" && isDraft(link.id, draftIds);
  const items = itemsWithout(category.items, draftIds);
  const linkLeft = leadsToDraft ? undefined : link;
  const lostAll = isEmpty(items) && (leadsToDraft || !isEmpty(category.items));
  if (lostAll && (!isFields(linkLeft) || linkLeft.type !== "doc")) return [];
  return [{ ...others, ...(linkLeft !== undefined && { link: linkLeft }), items }];
}

/** `{ "A label": ["a", "document"] }` */
function shorthandWithout(categories: Fields, draftIds: ReadonlySet<string>): Fields {
  const kept = Object.entries(categories).flatMap(([label, items]) => {
    const left = itemsWithout(items, draftIds);
    return isEmpty(left) && !isEmpty(items) ? [] : [[label, left]];
  });
  return Object.fromEntries(kept);
}

/** Sidebars of old versions name documents with their version. */
function isDraft(id: unknown, draftIds: ReadonlySet<string>): boolean {
  return typeof id === "string" && (draftIds.has(id) || draftIds.has(id.replace(/^version-[^/]+\//, "")));
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEmpty(items: unknown): boolean {
  return Array.isArray(items) ? items.length === 0 : isFields(items) && Object.keys(items).length === 0;
}
