/** A value in memory as text: `17n` for a bigint, `Uint8Array(2) [2e 44]` for bytes. Stops at so many characters. */
export function showValue(value: unknown, most: number): string {
  if (most <= 0) return "…";
  if (typeof value === "bigint") return `${value}n`;
  if (value instanceof Uint8Array) return showBytes(value);
  if (value instanceof Date) return `Date(${value.toISOString()})`;
  if (ArrayBuffer.isView(value)) {
    const items = Array.from(value as unknown as ArrayLike<number | bigint>);
    return list(
      `${value.constructor.name}(${items.length}) [`,
      items,
      (item, rest) => showValue(item, rest),
      "]",
      most,
    );
  }
  if (Array.isArray(value)) return list("[", value, (item, rest) => showValue(item, rest), "]", most);
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  const member = ([name, inner]: [string, unknown], rest: number) =>
    `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}: ${showValue(inner, rest)}`;
  return list("{", Object.entries(value), member, "}", most);
}

function list<Item>(
  open: string,
  items: readonly Item[],
  show: (item: Item, rest: number) => string,
  close: string,
  most: number,
): string {
  let text = open;
  for (const [index, item] of items.entries()) {
    if (text.length > most) return `${text}, …${close}`;
    text += `${index > 0 ? ", " : ""}${show(item, most - text.length)}`;
  }
  return text + close;
}

function showBytes(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 32), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return `Uint8Array(${bytes.length}) [${shown}${bytes.length > 32 ? " …" : ""}]`;
}
