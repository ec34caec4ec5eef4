import { Parser } from "htmlparser2";

/** Attributes that name one file, of any element. */
const single = ["src", "href", "poster", "data", "content", "xlink:href"];
/** Attributes that name several. */
const several = ["srcset", "imagesrcset"];

/** All that a built page refers to, as it stands there: addresses, and images that are part of the page. */
export function pageReferences(html: string): Set<string> {
  const found = new Set<string>();
  const add = (address: string | undefined) => {
    if (address !== undefined && address.trim() !== "") found.add(address.trim());
  };
  let style: string | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === "style") style = "";
      for (const attribute of single) add(attributes[attribute]);
      for (const attribute of several) for (const url of sourceSet(attributes[attribute] ?? "")) add(url);
      for (const url of styleReferences(attributes.style ?? "")) add(url);
    },
    ontext(text) {
      if (style !== undefined) style += text;
    },
    onclosetag(name) {
      if (name !== "style" || style === undefined) return;
      for (const url of styleReferences(style)) add(url);
      style = undefined;
    },
  });
  parser.end(html);
  return found;
}

/** All that a style sheet refers to. */
export function styleReferences(css: string): Set<string> {
  const quoted = /(?:url\(\s*|@import\s+)(["'])((?:\\.|(?!\1).)*)\1/gis;
  const bare = /url\(\s*((?:\\.|[^"'\s)\\])(?:\\.|[^)\\])*?)\s*\)/gis;
  return new Set([
    ...[...css.matchAll(quoted)].map(([, , url = ""]) => unescaped(url)),
    ...[...css.matchAll(bare)].map(([, url = ""]) => unescaped(url)),
  ]);
}

/** The addresses of a `srcset` (HTML, section 4.8.4.2.1): a comma within one is part of it. */
function sourceSet(value: string): string[] {
  return [...value.matchAll(/[\s,]*(\S*[^\s,])(?:,+(?=\s|$)|[^,]*)/g)].map(([, url = ""]) => url);
}

/** CSS escapes a character that would end the name with a backslash. */
function unescaped(url: string): string {
  return url.replace(/\\([^0-9a-f\n])/gi, "$1");
}
