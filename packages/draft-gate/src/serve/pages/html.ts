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

/** A template for HTML; every value that is put in is escaped, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | undefined)[]): Html {
  const parts = strings.map((string, index) => {
    const value = values[index];
    return string + (value instanceof Html ? value.text : escaped(value ?? ""));
  });
  return new Html(parts.join(""));
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
