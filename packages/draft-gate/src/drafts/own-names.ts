import path from "node:path";
import { isEveryday } from "../leaks/counts.ts";
import { splitWords } from "../leaks/words.ts";

/** Whether a text is one word that could stand in any other. */
export function isOneWord(text: string): boolean {
  const words = splitWords(text);
  const [first = ""] = words;
  return words.length < 2 && isEveryday(first);
}

/**
 * Whether the name of a file is that file's alone: no other has it, and it is more than one everyday word, which any text
 * may have as a name.
 */
export function isOwnName(name: string, others: Iterable<string>): boolean {
  if (isOneWord(path.parse(name).name)) return false;
  for (const other of others) if (path.basename(other).toLowerCase() === name.toLowerCase()) return false;
  return true;
}
