import { parseDocument, stringify } from "yaml";

/** The fields of a page's front matter. */
export type Fields = Readonly<Record<string, unknown>>;

/** A Markdown file in its two parts. */
export interface Page {
  /** Nothing where what stands there is no list of fields. */
  readonly fields: Fields | undefined;
  /** The front matter as it stands there, with its marks. */
  readonly head: string;
  readonly body: string;
}

/** Takes a Markdown file apart. */
export function readPage(text: string): Page {
  const [head = "", yaml = ""] =
    /^\uFEFF?---[^\S\n]*\r?\n([\s\S]*?)^---[^\S\n]*\r?(?:\n|$)/m.exec(text) ?? [];
  return { fields: head === "" ? {} : fieldsOf(yaml), head, body: text.slice(head.length) };
}

function fieldsOf(yaml: string): Fields | undefined {
  const document = parseDocument(yaml);
  if (document.errors.length > 0) return undefined;
  const fields: unknown = document.toJS() ?? {};
  return typeof fields === "object" && !Array.isArray(fields) ? (fields as Fields) : undefined;
}

/** Puts a Markdown file together. */
export function pageOf(fields: Fields, body: string): string {
  const told = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const head = Object.keys(told).length === 0 ? "" : `---\n${stringify(told, { lineWidth: 0 })}---\n\n`;
  return head + body;
}
