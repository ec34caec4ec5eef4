import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import { splitWords } from "../leaks/words.ts";
import { readMarkdown } from "../markdown/text.ts";
import type { Draft } from "../model/draft.ts";
import type { Gate } from "../model/gate.ts";
import type { Needle, NeedleKind } from "../model/needle.ts";
import { pagePath } from "../model/page-path.ts";
import { authorNames } from "./author-names.ts";
import { isOwnName } from "./own-names.ts";
import { publicTranslations } from "./public-translations.ts";
import { relativeSource } from "./relative-source.ts";
import { sentences } from "./sentences.ts";

/** What would tell of one draft. */
export type DraftNeedle = readonly [kind: NeedleKind, text: string];

/** All that would tell of one draft: its addresses, labels, authors and sentences. */
export async function needlesOf(draft: Draft, gate: Gate, context: LoadContext): Promise<DraftNeedle[]> {
  const fileContent = await readFile(draft.file, "utf8");
  const { frontMatter, content } = await DEFAULT_PARSE_FRONT_MATTER({ filePath: draft.file, fileContent });
  const { headings, stretches } = readMarkdown(content);
  const { whole, short } = sentences(stretches);
  const authors = authorNames(draft, gate);
  return [
    ...(await addresses(draft, gate, context)),
    ...of("title", [...labels(draft, frontMatter), ...headings, ...authors.titles, ...short]),
    ...of("author", authors.names),
    ...of("sentence", whole),
  ];
}

/** The paths of pages that list drafts alone: of tags, authors and categories. */
export function listNeedles({ lists }: Gate, { baseUrl }: LoadContext): DraftNeedle[] {
  const known = new Set([...lists.ofPages].map(pagePath));
  const own = [...lists.ofDrafts].filter((permalink) => !known.has(pagePath(permalink)));
  return of(
    "path",
    own.flatMap((permalink) => withAndWithoutBase(permalink, baseUrl)),
  );
}

/** Each needle once, without those too short to be searched for. */
export function distinctNeedles(needles: readonly Needle[]): Needle[] {
  const byText = new Map<string, Needle>();
  for (const needle of needles) {
    const words = splitWords(needle.text);
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

/**
 * The paths, the source and the id of a draft, as far as they are its own: the same document can be public in another
 * version or language.
 */
async function addresses(draft: Draft, gate: Gate, context: LoadContext): Promise<DraftNeedle[]> {
  const { id, permalink } = draft;
  const publicElsewhere = (await publicTranslations(draft, gate)).length > 0;
  const publicPaths = new Set([context.baseUrl, ...gate.pages.values(), ...gate.lists.ofPages].map(pagePath));
  // Docusaurus links every page to where its translations would be, whether there are any or not.
  const paths = publicElsewhere ? [] : withAndWithoutBase(permalink, context.baseUrl);
  const ownPaths = paths.filter((text) => !publicPaths.has(pagePath(text)));
  const isOwnId = id !== undefined && !publicElsewhere && !gate.publicIds.has(id);
  return [
    ...of("path", ownPaths),
    ...of("source", sourceNames(draft, publicElsewhere, gate, context)),
    ...of("id", isOwnId ? [id] : []),
  ];
}

/** The path of a draft's file, from the site or from the repository that it lies in beside the site, and its name. */
function sourceNames(
  { file }: Draft,
  isPublicElsewhere: boolean,
  gate: Gate,
  context: LoadContext,
): string[] {
  const source = relativeSource(file, context).replace(/^(\.\.\/)+/, "");
  const name = path.basename(file);
  const isOwn = !isPublicElsewhere && isOwnName(name, gate.pages.keys());
  return [...new Set([...(source.includes("/") ? [source] : []), ...(isOwn ? [name] : [])])];
}

/** Which of the two holds in a tree alone is not known. */
function withAndWithoutBase(permalink: string, baseUrl: string): string[] {
  return [...new Set([permalink, `/${permalink.slice(baseUrl.length)}`])];
}
