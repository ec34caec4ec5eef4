import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { createMatcher } from "../leaks/matcher.ts";
import { withoutAddresses } from "../markdown/text.ts";
import type { Gate } from "../model/gate.ts";
import type { Needle, NeedleKind } from "../model/needle.ts";
import type { BuiltTree } from "./draft-only-files.ts";
import { publicTranslations } from "./public-translations.ts";

/** What others may say as well. A path, a file or a source is the draft's alone. */
const speakable = new Set<NeedleKind>(["id", "label", "title", "author", "sentence"]);

/** What of drafts is not theirs alone. */
export interface Spoken {
  /** What the site owner allows. */
  readonly allowed: ReadonlySet<Needle>;
  /** What the site says without its drafts: its pages, its configuration, the theme, and the packages that it is made of. */
  readonly spoken: ReadonlySet<Needle>;
}

/** Finds out which needles are said by others too, so that finding them tells nothing. */
export async function spokenInPublic(
  needles: readonly Needle[],
  gate: Gate,
  context: LoadContext,
  tree: BuiltTree,
): Promise<Spoken> {
  const matcher = createMatcher(
    needles.filter(({ kind }) => speakable.has(kind)),
    new Set(),
  );
  const heard = (text: string) => matcher.find(text, true).map(({ needle }) => needle);
  const spoken = new Set<Needle>();
  for await (const text of publicTexts(gate, context, tree)) {
    for (const needle of heard(text)) spoken.add(needle);
  }
  return { allowed: new Set(heard(gate.settings.allow.join("\n"))), spoken };
}

async function* publicTexts(gate: Gate, context: LoadContext, { outDir }: BuiltTree): AsyncGenerator<string> {
  const { title, tagline, themeConfig } = context.siteConfig;
  yield JSON.stringify([title, tagline, themeConfig, context.codeTranslations]);
  const elsewhere = await Promise.all(gate.drafts.map((draft) => publicTranslations(draft, gate)));
  for (const file of [...gate.pages.keys(), ...elsewhere.flat()]) {
    yield withoutAddresses(await readFile(file, "utf8"));
  }
  // What the bundler wrote of packages and themes: no draft says anything there.
  for (const name of await readdir(outDir, { recursive: true })) {
    if (/\.css$|\.LICENSE\.txt$/.test(name)) yield readFile(path.join(outDir, name), "utf8");
  }
}
