const WIDTH = 88;

/**
 * Lays out JSON, diagnostic notation or a literal: what fits a line stays on it, what does not gets a line for each
 * item. Text in quotes is left as it is.
 */
export function fit(flat: string, width = WIDTH): string {
  const { text } = lay(flat, 0, "", width);
  return text;
}

interface Laid {
  readonly text: string;
  readonly end: number;
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

function lay(flat: string, start: number, indent: string, width: number): Laid {
  let text = "";
  let at = start;
  while (at < flat.length && !/[,}\])]/.test(flat[at] as string)) {
    const character = flat[at] as string;
    if (character === '"' || character === "'") {
      const end = endOfText(flat, at);
      text += flat.slice(at, end);
      at = end;
    } else if (CLOSING[character] !== undefined) {
      const group = layGroup(flat, at, indent, width, text.length);
      text += group.text;
      at = group.end;
    } else {
      text += character;
      at++;
    }
  }
  return { text: text.trim(), end: at };
}

function layGroup(flat: string, start: number, indent: string, width: number, before: number): Laid {
  const open = flat[start] as string;
  const inner = `${indent}  `;
  const items: string[] = [];
  let at = start + 1;
  while (flat[at] !== CLOSING[open]) {
    const item = lay(flat, at, inner, width);
    if (item.text !== "") items.push(item.text);
    at = flat[item.end] === "," ? item.end + 1 : item.end;
    if (at >= flat.length) break;
  }
  const end = at + 1;
  const close = CLOSING[open] as string;
  const pad = open === "{" && items.length > 0 ? " " : "";
  const line = `${open}${pad}${items.join(", ")}${pad}${close}`;
  const short = !line.includes("\n") && indent.length + before + line.length <= width;
  if (short || items.length === 0) return { text: line, end };
  return { text: `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`, end };
}

function endOfText(flat: string, start: number): number {
  const quote = flat[start];
  let at = start + 1;
  while (at < flat.length && flat[at] !== quote) at += flat[at] === "\\" ? 2 : 1;
  return at + 1;
}
