/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Marks text as HTML: for what comes from the site's own pages. */
export function raw(text: string): Html {
  return new Html(text);
}

type Value = string | Html | readonly Html[] | undefined;

/** A template for HTML; every value that is put in is escaped, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((string, index) => {
    const value = values[index];
    return string + textOf(value);
  });
  return new Html(parts.join(""));
}

function textOf(value: Value): string {
  if (value instanceof Html) return value.text;
  if (value === undefined || typeof value === "string") return escaped(value ?? "");
  return value.map(({ text }) => text).join("\n");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
