/**
 * Writes a JSON Pointer from its parts.
 *
 * @param written - keeps how parts are written that have to be escaped: a name of a megabyte, for each of many faults
 * @see {@link https://www.rfc-editor.org/rfc/rfc6901.html | RFC 6901}
 */
export function pointer(parts: readonly (string | number)[], written?: Map<string, string>): string {
  let text = "";
  for (const part of parts) text += `/${typeof part === "number" ? part : escaped(part, written)}`;
  return text;
}

function escaped(part: string, written: Map<string, string> | undefined): string {
  // To replace takes several times as long as to look, and there is hardly ever anything to be replaced.
  if (!part.includes("~") && !part.includes("/")) return part;
  const known = written?.get(part);
  if (known !== undefined) return known;
  const made = part.replaceAll("~", "~0").replaceAll("/", "~1");
  written?.set(part, made);
  return made;
}

/** Reads the parts of a JSON Pointer. */
export function parsePointer(text: string): string[] {
  return text
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
