import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { allowedBy } from "../leaks/allow-words.ts";
import { createMatcher } from "../leaks/matcher.ts";
import { anySite, type Surroundings } from "../leaks/surroundings.ts";
import { closeSource } from "../markdown/close-source.ts";
import { withoutAddresses } from "../markdown/text.ts";
import type { Gate } from "../model/gate.ts";
import { isWords, type Needle } from "../model/needle.ts";
import type { BuiltTree } from "./draft-only-files.ts";
import { isOneWord } from "./own-names.ts";
import { publicTranslations } from "./public-translations.ts";
import { siteTexts } from "./site-texts.ts";

/** Names of one word, which stand in other texts too; any other name is the draft's alone. */
const isVagueName = ({ kind, text }: Needle) => !isWords(kind) && kind !== "source" && isOneWord(text);

/** What of drafts is not theirs alone. */
export interface Spoken {
  /** What the site owner allows. */
  readonly allowed: ReadonlySet<Needle>;
  /** What the site says without its drafts: its pages and other sources, its configuration, and the packages that it is made of. */
  readonly spoken: ReadonlySet<Needle>;
}

/**
 * Finds out which needles are said by others too, so that finding them tells nothing. A path, an id or a source of more than
 * an everyday word is never: who says it names the draft.
 */
export async function spokenInPublic(
  needles: readonly Needle[],
  gate: Gate,
  context: LoadContext,
  tree: BuiltTree,
): Promise<Spoken> {
  const ofWords = createMatcher(
    needles.filter(({ kind }) => isWords(kind)),
    anySite,
  );
  const site: Surroundings = { ...anySite, ids: gate.publicIds };
  const ofNames = createMatcher(needles.filter(isVagueName), site);
  const spoken = new Set<Needle>();
  const hear = (text: string) => {
    for (const { needle } of ofWords.find(text, true)) spoken.add(needle);
  };
  for await (const text of publicPages(gate, context)) {
    hear(text);
    for (const { needle } of ofNames.find(withoutAddresses(text))) spoken.add(needle);
  }
  for await (const text of otherTexts(gate, context, tree)) hear(text);
  return { allowed: allowedBy(needles, gate.settings.allow), spoken };
}

/** What public pages say, without their links to drafts, which are closed. */
async function* publicPages(gate: Gate, context: LoadContext): AsyncGenerator<string> {
  const elsewhere = await Promise.all(gate.drafts.map((draft) => publicTranslations(draft, gate)));
  const { leadsToDraft } = gate.links(context);
  const draftIds = new Set(gate.drafts.flatMap(({ id }) => id ?? []));
  for (const file of new Set([...gate.pages.keys(), ...elsewhere.flat()])) {
    const from = { file, permalink: gate.pages.get(file) };
    const text = await readFile(file, "utf8");
    yield closeSource(text, { leadsToDraft: (href) => leadsToDraft(href, from), draftIds });
  }
}

async function* otherTexts(gate: Gate, context: LoadContext, { outDir }: BuiltTree): AsyncGenerator<string> {
  const { title, tagline, themeConfig } = context.siteConfig;
  yield JSON.stringify([title, tagline, themeConfig, context.codeTranslations]);
  yield* siteTexts(gate, context);
  // What the bundler wrote of packages and themes: no draft says anything there.
  for (const name of await readdir(outDir, { recursive: true })) {
    if (/\.css$|\.LICENSE\.txt$/.test(name)) yield readFile(path.join(outDir, name), "utf8");
  }
}
