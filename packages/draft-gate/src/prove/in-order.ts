/** What is listed must come in one order, or a seed would not repeat what it did: builds find things as they happen to. */
export function inOrder<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
