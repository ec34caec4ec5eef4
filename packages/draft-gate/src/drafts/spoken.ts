import { readFile } from "node:fs/promises";
import type { LoadContext } from "@docusaurus/types";
import { createMatcher } from "../leaks/matcher.ts";
import { withoutAddresses } from "../markdown/text.ts";
import type { Gate } from "../model/gate.ts";
import type { Needle, NeedleKind } from "../model/needle.ts";
import { publicTranslations } from "./public-translations.ts";

/** What public pages may say as well. A path, a file or a source is the draft's alone. */
const speakable = new Set<NeedleKind>(["id", "title", "author", "sentence"]);

/** The needles that public pages say too, or that the site owner allows: nobody can search for these. */
export async function spokenInPublic(
  needles: readonly Needle[],
  gate: Gate,
  context: LoadContext,
): Promise<Set<Needle>> {
  const matcher = createMatcher(
    needles.filter(({ kind }) => speakable.has(kind)),
    new Set(),
  );
  const spoken = new Set<Needle>();
  function hear(text: string): void {
    for (const { needle } of matcher.find(text, true)) spoken.add(needle);
  }
  hear([context.siteConfig.title, context.siteConfig.tagline, ...gate.settings.allow].join("\n"));
  const elsewhere = await Promise.all(gate.drafts.map((draft) => publicTranslations(draft, gate)));
  for (const file of [...gate.pages.keys(), ...elsewhere.flat()]) {
    hear(withoutAddresses(await readFile(file, "utf8")));
  }
  return spoken;
}
