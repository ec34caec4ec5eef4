/** Writes a JSON Pointer from its parts. @see {@link https://www.rfc-editor.org/rfc/rfc6901.html | RFC 6901} */
export function pointer(parts: readonly (string | number)[]): string {
  let text = "";
  for (const part of parts) text += `/${typeof part === "number" ? part : escaped(part)}`;
  return text;
}

function escaped(part: string): string {
  // To replace takes several times as long as to look, and there is hardly ever anything to be replaced.
  if (!part.includes("~") && !part.includes("/")) return part;
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Reads the parts of a JSON Pointer. */
export function parsePointer(text: string): string[] {
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
