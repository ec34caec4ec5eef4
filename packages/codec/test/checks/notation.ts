import type { InspectedItem } from "@wirebook/codec";

/** Diagnostic notation of a whole payload, put together from the items that `inspect` lists. */
export function diagnose(items: readonly InspectedItem[]): string {
  let next = 0;

  /** Takes the item at hand with all that lies in it. */
  function take(): string {
    const item = items[next++] as InspectedItem;
    const inside: string[] = [];
    while (items[next] !== undefined && (items[next] as InspectedItem).depth > item.depth) {
      const role = items[next]?.role;
      if (role === "break") next++;
      else if (role === "key") inside.push(`${take()}: ${take()}`);
      else inside.push(take());
    }
    const opener = item.diagnostic.endsWith("(*)") ? "_ " : "";
    if (item.kind === "array") return `[${opener}${inside.join(", ")}]`;
    if (item.kind === "map") return `{${opener}${inside.join(", ")}}`;
    if (item.kind.startsWith("tag ")) return tagged(item.kind.slice(4), inside.join(", "));
    return item.diagnostic;
  }

  return take();
}

/** The RFC's table writes a bignum as the integer it is, and every other tag with its content in brackets. */
function tagged(tag: string, content: string): string {
  const digits = /^h'([0-9a-f]+)'$/.exec(content)?.[1];
  if (digits === undefined || (tag !== "2" && tag !== "3")) return `${tag}(${content})`;
  const magnitude = BigInt(`0x${digits}`);
  return String(tag === "2" ? magnitude : -1n - magnitude);
}
