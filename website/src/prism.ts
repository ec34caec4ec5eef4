import type { PrismTheme } from "prism-react-renderer";

/** The colours that bytes have in this book: what is a text there is the same green here. */
function theme(colours: Readonly<Record<string, string>>, plain: PrismTheme["plain"]): PrismTheme {
  const style = (types: string[], name: string) => ({ types, style: { color: colours[name] ?? "" } });
  return {
    plain,
    styles: [
      style(["comment", "prolog", "doctype", "cdata"], "quiet"),
      style(["punctuation", "operator"], "quiet"),
      style(["property", "attr-name", "tag", "variable"], "key"),
      style(["string", "char", "attr-value", "inserted", "regex"], "text"),
      style(["number", "constant", "symbol"], "number"),
      style(["boolean", "null", "deleted"], "simple"),
      style(["keyword", "builtin", "selector"], "bytes"),
      style(["function", "class-name"], "key"),
    ],
  };
}

/** Ink on paper. */
export const light = theme(
  {
    quiet: "#5f6875",
    key: "#1f5fa8",
    text: "#0a6b4f",
    number: "#9a4b00",
    simple: "#a8174f",
    bytes: "#6d3fb8",
  },
  { color: "#1f2328", backgroundColor: "#f6f4ee" },
);

/** The same at night. */
export const dark = theme(
  {
    quiet: "#9aa4b2",
    key: "#8ab8f0",
    text: "#74d3ae",
    number: "#f0b36a",
    simple: "#f59ab8",
    bytes: "#c3a6f5",
  },
  { color: "#dfe3e6", backgroundColor: "#1b2023" },
);
