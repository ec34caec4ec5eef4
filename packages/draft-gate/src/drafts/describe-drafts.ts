import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import { DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import { createMatcher } from "../leaks/matcher.ts";
import { splitWords } from "../leaks/words.ts";
import { readMarkdown, withoutAddresses } from "../markdown/text.ts";
import { sameDocument } from "../model/content-roots.ts";
import type { Draft } from "../model/draft.ts";
import type { Gate } from "../model/gate.ts";
import type { LocaleManifest } from "../model/manifest.ts";
import type { Needle, NeedleKind, SecretFile } from "../model/needle.ts";
import { pagePath } from "../model/page-path.ts";
import { draftOnlyFiles } from "./draft-only-files.ts";

/** Words in a row that make a sentence one of a kind. */
const sentenceLength = 6;
/** What public pages may say as well. A path, a file or a source is the draft's alone. */
const speakable = new Set<NeedleKind>(["id", "title", "author", "sentence"]);

/** Collects everything that would tell of the drafts in one locale. */
export async function describeDrafts(gate: Gate, context: LoadContext): Promise<LocaleManifest> {
  const needles: Needle[] = [];
  for (const [index, draft] of gate.drafts.entries()) {
    for (const [kind, text] of await tellings(draft, gate, context))
      needles.push({ kind, text, draft: index });
  }
  for (const label of gate.labels) needles.push({ kind: "title", text: label });
  const files = await draftOnlyFiles(gate, context);
  for (const { file } of files) needles.push({ kind: "file", text: path.basename(file) });

  const distinct = distinctNeedles(needles);
  const spoken = await spokenInPublic(distinct, gate, context);
  return {
    hosts: [new URL(context.siteConfig.url).host.toLowerCase()],
    drafts: gate.drafts.map(({ file, permalink }) => ({ source: relativeSource(file, context), permalink })),
    needles: distinct.filter((needle) => !spoken.has(needle)),
    files: await Promise.all(files.map(({ file }) => fingerprint(file))),
    spoken: [...new Set([...spoken].map(({ text }) => text))],
  };
}

async function tellings(draft: Draft, gate: Gate, context: LoadContext): Promise<[NeedleKind, string][]> {
  const { frontMatter, content } = await DEFAULT_PARSE_FRONT_MATTER({
    filePath: draft.file,
    fileContent: await readFile(draft.file, "utf8"),
  });
  const { headings, stretches } = readMarkdown(content);
  const labels = [
    draft.title,
    frontMatter.title,
    frontMatter.sidebar_label,
    frontMatter.pagination_label,
    frontMatter.description,
    ...(Array.isArray(frontMatter.keywords) ? frontMatter.keywords : []),
    ...draft.tags,
    ...headings,
  ].filter((label): label is string => typeof label === "string");
  const publicAuthors = new Set(gate.publicAuthors.map(({ name }) => name));
  const authors = draft.authors.filter(({ name }) => !publicAuthors.has(name));

  return [
    ...(await addresses(draft, gate, context)),
    ...labels.map((text): [NeedleKind, string] => ["title", text]),
    ...authors.flatMap(({ name, title }) =>
      [name, title].flatMap((text): [NeedleKind, string][] => (text ? [["author", text]] : [])),
    ),
    ...stretches.flatMap(sentences).map((text): [NeedleKind, string] => ["sentence", text]),
  ];
}

/**
 * The paths, the source and the id of a draft, as far as they are its own: the same document can be public in another
 * version or language.
 */
async function addresses(draft: Draft, gate: Gate, context: LoadContext): Promise<[NeedleKind, string][]> {
  const { id, permalink, file } = draft;
  const publicElsewhere = (await publicTranslations(draft, gate)).length > 0;
  const publicPaths = new Set([context.baseUrl, ...gate.pages.values()].map(pagePath));
  // Docusaurus links every page to where its translations would be, whether there are any or not.
  const paths = publicElsewhere ? [] : [permalink, `/${permalink.slice(context.baseUrl.length)}`];
  const isOwnId = id !== undefined && !publicElsewhere && !gate.publicIds.has(id);
  return [
    ...paths
      .filter((text) => !publicPaths.has(pagePath(text)))
      .map((text): [NeedleKind, string] => ["path", text]),
    ["source", relativeSource(file, context)],
    // One everyday word as an id stands in many programs; the path says it as well.
    ...(isOwnId && splitWords(id).words.length > 1 ? [["id", id] satisfies [NeedleKind, string]] : []),
  ];
}

/** The files of the same document that are public in another language. */
async function publicTranslations({ file }: Draft, gate: Gate): Promise<string[]> {
  const found: string[] = [];
  for (const other of sameDocument(file, gate.roots)) {
    if (other !== file && existsSync(other) && !(await gate.isDraftFile(other))) found.push(other);
  }
  return found;
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

function distinctNeedles(needles: readonly Needle[]): Needle[] {
  const byText = new Map<string, Needle>();
  for (const needle of needles) {
    const { words } = splitWords(needle.text);
    if (words.join("").length < 3) continue;
    const key = `${needle.kind} ${needle.kind === "sentence" ? words.join(" ") : needle.text}`;
    if (!byText.has(key)) byText.set(key, needle);
  }
  return [...byText.values()];
}

async function spokenInPublic(
  needles: readonly Needle[],
  gate: Gate,
  context: LoadContext,
): Promise<Set<Needle>> {
  const matcher = createMatcher(
    needles.filter(({ kind }) => speakable.has(kind)),
    new Set(),
  );
  const spoken = new Set<Needle>();
  const hear = (text: string) => {
    for (const { needle } of matcher.find(text, true)) spoken.add(needle);
  };
  hear([context.siteConfig.title, context.siteConfig.tagline, ...gate.settings.allow].join("\n"));
  const elsewhere = await Promise.all(gate.drafts.map((draft) => publicTranslations(draft, gate)));
  for (const file of [...gate.pages.keys(), ...elsewhere.flat()])
    hear(withoutAddresses(await readFile(file, "utf8")));
  return spoken;
}

async function fingerprint(file: string): Promise<SecretFile> {
  const content = await readFile(file);
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { name: path.basename(file), bytes: content.length, sha256 };
}

function relativeSource(file: string, context: LoadContext): string {
  return path.relative(context.siteDir, file).split(path.sep).join("/");
}
