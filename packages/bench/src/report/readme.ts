import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

/**
 * Puts generated text between the markers of a file.
 *
 * @returns whether the file has the markers
 */
export function writeBetweenMarkers(file: string | URL, text: string): boolean {
  const before = readFileSync(file, "utf8");
  const begin = before.indexOf(BEGIN);
  const end = before.indexOf(END);
  if (begin < 0 || end < begin) return false;
  writeFileSync(file, `${before.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${before.slice(end)}`);
  return true;
}
