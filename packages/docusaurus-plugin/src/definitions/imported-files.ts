import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

/**
 * A module with all that it imports by relative paths: the files to watch. A whole folder would bring the site's
 * `node_modules` and the pages themselves along.
 */
export function importedFiles(entry: string): string[] {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(SPECIFIER)) {
      waiting.push(path.resolve(path.dirname(file), specifier));
    }
  }
  return [...found];
}
