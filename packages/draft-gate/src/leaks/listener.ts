import type { Manifest } from "../model/manifest.ts";
import type { Needle } from "../model/needle.ts";
import { linkTo } from "./address-at.ts";
import type { Warning } from "./hit.ts";
import { createMatcher } from "./matcher.ts";
import { needleSources } from "./needle-sources.ts";
import type { Part } from "./reading/parts.ts";
import { surroundingsOf } from "./surroundings.ts";

/** Notes where a tree says the words of drafts that others say too. */
export interface Listener {
  /** The parts of a file as they come, each of which is listened to. */
  heard(file: string, parts: Iterable<Part>): Iterable<Part>;
  warnings(): Warning[];
}

/** Listens for the words of all locales. */
export function createListener(manifest: Manifest): Listener {
  const sources = needleSources(Object.values(manifest.locales), ({ words }) => words);
  // The drafts of several locales say the same.
  const distinct = new Map([...sources.keys()].map((needle) => [`${needle.kind} ${needle.text}`, needle]));
  const matcher = createMatcher([...distinct.values()], surroundingsOf(manifest));
  const found = new Map<Needle, Warning>();

  function note(file: string, places: ReadonlyMap<Needle, number>): void {
    for (const [needle, line] of places) {
      const { kind, text: words } = needle;
      const first = found.get(needle) ?? { kind, words, source: sources.get(needle), file, line, files: 0 };
      found.set(needle, { ...first, files: first.files + 1 });
    }
  }

  return {
    *heard(file, parts) {
      const places = new Map<Needle, number>();
      const hear = (text: string) => {
        for (const { needle, line } of matcher.find(text)) {
          if (!places.has(needle)) places.set(needle, line);
        }
      };
      hear(linkTo(file));
      for (const part of parts) {
        hear(part.text);
        yield part;
      }
      note(file, places);
    },
    warnings: () => [...found.values()],
  };
}
