import { readFile } from "node:fs/promises";
import type { LoadContext } from "@docusaurus/types";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import { splitWords } from "../leaks/words.ts";
import { readMarkdown } from "../markdown/text.ts";
import type { Draft } from "../model/draft.ts";
import type { Gate } from "../model/gate.ts";
import type { Needle, NeedleKind } from "../model/needle.ts";
import { pagePath } from "../model/page-path.ts";
import { publicTranslations } from "./public-translations.ts";
import { relativeSource } from "./relative-source.ts";

/** What would tell of one draft. */
export type DraftNeedle = readonly [kind: NeedleKind, text: string];

/** Words in a row that make a sentence one of a kind. */
const sentenceLength = 6;

/** All that would tell of one draft: its addresses, labels, authors and sentences. */
export async function needlesOf(draft: Draft, gate: Gate, context: LoadContext): Promise<DraftNeedle[]> {
  const fileContent = await readFile(draft.file, "utf8");
  const { frontMatter, content } = await DEFAULT_PARSE_FRONT_MATTER({ filePath: draft.file, fileContent });
  const { headings, stretches } = readMarkdown(content);
  return [
    ...(await addresses(draft, gate, context)),
    ...of("title", [...labels(draft, frontMatter), ...headings]),
    ...of("author", authors(draft, gate)),
    ...of("sentence", stretches.flatMap(sentences)),
  ];
}

/** Each needle once, without those too short to be searched for. */
export function distinctNeedles(needles: readonly Needle[]): Needle[] {
  const byText = new Map<string, Needle>();
  for (const needle of needles) {
    const { words } = splitWords(needle.text);
    if (words.join("").length < 3) continue;
    const key = `${needle.kind} ${needle.kind === "sentence" ? words.join(" ") : needle.text}`;
    if (!byText.has(key)) byText.set(key, needle);
  }
  return [...byText.values()];
}

function of(kind: NeedleKind, texts: readonly string[]): DraftNeedle[] {
  return texts.map((text) => [kind, text]);
}

function labels({ title, tags }: Draft, frontMatter: Record<string, unknown>): string[] {
  const { keywords } = frontMatter;
  const all = [
    title,
    frontMatter.title,
    frontMatter.sidebar_label,
    frontMatter.pagination_label,
    frontMatter.description,
    ...(Array.isArray(keywords) ? keywords : []),
    ...tags,
  ];
  return all.filter((label): label is string => typeof label === "string");
}

/** What is said of authors who wrote nothing public. */
function authors(draft: Draft, gate: Gate): string[] {
  const known = new Set(gate.publicAuthors.map(({ name }) => name));
  return draft.authors
    .filter(({ name }) => !known.has(name))
    .flatMap(({ name, title }) => [name, title])
    .filter((text): text is string => Boolean(text));
}

/**
 * The paths, the source and the id of a draft, as far as they are its own: the same document can be public in another
 * version or language.
 */
async function addresses(draft: Draft, gate: Gate, context: LoadContext): Promise<DraftNeedle[]> {
  const { id, permalink, file } = draft;
  const publicElsewhere = (await publicTranslations(draft, gate)).length > 0;
  const publicPaths = new Set([context.baseUrl, ...gate.pages.values()].map(pagePath));
  // Docusaurus links every page to where its translations would be, whether there are any or not.
  const paths = publicElsewhere ? [] : [permalink, `/${permalink.slice(context.baseUrl.length)}`];
  const ownPaths = paths.filter((text) => !publicPaths.has(pagePath(text)));
  const isOwnId = id !== undefined && !publicElsewhere && !gate.publicIds.has(id);
  // One everyday word as an id stands in many programs; the path says it as well.
  const ownIds = isOwnId && splitWords(id).words.length > 1 ? [id] : [];
  return [...of("path", ownPaths), ["source", relativeSource(file, context)], ...of("id", ownIds)];
}

/** Runs of a few words each that together cover the stretch; a short stretch is one run if it is not too common. */
function sentences(stretch: string): string[] {
  const { words } = splitWords(stretch);
  if (words.length < sentenceLength) {
    const oneOfAKind = words.length > 2 && words.join(" ").length >= 20;
    const marked = words.some((word) => word.length >= 14);
    return oneOfAKind || marked ? [words.join(" ")] : [];
  }
  const runs: string[] = [];
  for (let start = 0; start < words.length; start += sentenceLength) {
    const from = Math.min(start, words.length - sentenceLength);
    runs.push(words.slice(from, from + sentenceLength).join(" "));
  }
  return runs;
}
