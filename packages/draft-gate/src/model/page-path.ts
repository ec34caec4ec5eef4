/** The path of a page without what servers treat alike: a final slash, `index.html`, `.html`; percent-decoded. */
export function pagePath(pathname: string): string {
  const bare = percentDecoded(pathname)
    .replace(/\/index\.html?$/i, "/")
    .replace(/\.html?$/i, "")
    .replace(/\/+$/, "");
  return bare === "" ? "/" : bare;
}

/** The text with its percent-encoding (RFC 3986, section 2.1) undone; as it is where that cannot be done. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
