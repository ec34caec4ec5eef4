import { printable } from "./text.ts";

/** JSON text for standard output, on several lines unless `compact`. */
export function jsonText(json: unknown, compact = false): string {
  return `${printable(JSON.stringify(json, null, compact ? undefined : 2))}\n`;
}
