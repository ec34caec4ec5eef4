import { Float, Simple, Tag, type UndeclaredMember, undeclared } from "@wirebook/codec";

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
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value instanceof Float) return `Float(${value})`;
  if (value instanceof Simple) return `Simple(${value.value})`;
  if (value instanceof Tag) return `Tag(${value.tag}, ${showValue(value.content, most)})`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const member = ([key, inner]: [unknown, unknown], rest: number) =>
    `${showKey(key, rest)}: ${showValue(inner, rest)}`;
  return list("{", membersOf(value), member, "}", most);
}

/** The members of an object; of those in its list of undeclared ones with the keys that they have there. */
function membersOf(object: object): [key: unknown, value: unknown][] {
  const { [undeclared]: listed = [] } = object as { readonly [undeclared]?: readonly UndeclaredMember[] };
  const keys = new Map(listed.map(({ key, name }) => [name, key]));
  const named = Object.entries(object).map(([name, value]): [unknown, unknown] => [
    keys.has(name) ? keys.get(name) : name,
    value,
  ]);
  const others = listed.filter(({ name }) => name === undefined);
  return [...named, ...others.map(({ key, value }): [unknown, unknown] => [key, value])];
}

function showKey(key: unknown, most: number): string {
  if (typeof key !== "string") return `[${showValue(key, most)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
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
