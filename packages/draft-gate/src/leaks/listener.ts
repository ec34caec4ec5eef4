import type { Needle } from "../model/needle.ts";
import type { Warning } from "./hit.ts";

/** Notes where a tree says the words of drafts that others say too. */
export interface Listener {
  /** Notes the first line of each in one file. */
  hear(file: string, places: ReadonlyMap<Needle, number>): void;
  warnings(): Warning[];
}

/**
 * Listens for words.
 *
 * @param sources - the words, each with the file of the draft that says it
 */
export function createListener(sources: ReadonlyMap<Needle, string | undefined>): Listener {
  const found = new Map<Needle, Warning>();
  return {
    hear(file, places) {
      for (const [needle, line] of places) {
        const { kind, text: words } = needle;
        const first = found.get(needle) ?? { kind, words, source: sources.get(needle), file, line, files: 0 };
        found.set(needle, { ...first, files: first.files + 1 });
      }
    },
    warnings: () => [...found.values()],
  };
}
