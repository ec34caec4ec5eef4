const around = 120;
const quote = String.raw`\\*["'\`]`;
/** A member that has the id of a document, or a list of such. */
const idBefore = new RegExp(
  String.raw`(?:\b(?:doc_?ids?|unversionedId|draftIds|unlistedIds|sidebar_?items?|pagination_(?:next|prev))${quote}?\s*[:=]\s*\[?\s*|\btype${quote}?\s*:\s*${quote}(?:doc|ref)${quote}\s*,\s*${quote}?id${quote}?\s*:\s*)${quote}$`,
  "i",
);
/** What a bundle says of one document. */
const metadataBefore = new RegExp(String.raw`${quote}id${quote}\s*:\s*${quote}$`);
const metadataAfter = new RegExp(
  String.raw`^${quote}\s*,\s*${quote}(?:title|description|path|permalink|sidebar|source|version|label)${quote}\s*:`,
);
const itemBefore = new RegExp(String.raw`${quote}([^"'\`\\]+)${quote}\s*,\s*${quote}$`);
const itemAfter = new RegExp(String.raw`^${quote}\s*,\s*${quote}([^"'\`\\]+)${quote}`);

/**
 * Whether a word stands where the ids of documents do: as one by name, at the head of what is said of a document, or
 * beside another id in a list. In a text it is a word like any other.
 *
 * @param ids - those of the site's documents
 */
export function isListed(text: string, start: number, end: number, ids: ReadonlySet<string>): boolean {
  const before = text.slice(Math.max(0, start - around), start);
  const after = text.slice(end, end + around);
  if (idBefore.test(before)) return true;
  if (metadataBefore.test(before) && metadataAfter.test(after)) return true;
  const neighbours = [itemBefore.exec(before)?.[1], itemAfter.exec(after)?.[1]];
  return neighbours.some((neighbour) => neighbour !== undefined && ids.has(neighbour));
}
