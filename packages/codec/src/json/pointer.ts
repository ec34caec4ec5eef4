/** Writes a JSON Pointer from its parts. @see {@link https://www.rfc-editor.org/rfc/rfc6901.html | RFC 6901} */
export function pointer(parts: readonly (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Reads the parts of a JSON Pointer. */
export function parsePointer(text: string): string[] {
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
