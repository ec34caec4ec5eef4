import { createHash } from "node:crypto";
import { type LocaleManifest, type Manifest, secretFiles } from "../model/manifest.ts";
import type { Needle, SecretFile } from "../model/needle.ts";
import { linkTo } from "./address-at.ts";
import { draftGlobs, globsIn, globTarget } from "./globs.ts";
import type { HitKind, Warning } from "./hit.ts";
import { createListener } from "./listener.ts";
import { marksOf } from "./marks.ts";
import { createMatcher } from "./matcher.ts";
import { needleSources } from "./needle-sources.ts";
import type { Part } from "./reading/parts.ts";
import { createRelativeLinks, type LinkedDraft } from "./relative-links.ts";
import { surroundingsOf } from "./surroundings.ts";
import type { TreeEntry } from "./tree-entries.ts";

/** What was found, what of it stands there, and the file of the draft. */
export type Found = readonly [kind: HitKind, needle: string, source?: string | undefined];

/** Finds in one file of a tree what tells of drafts. */
export interface Finder {
  /** How much it looks for. */
  readonly needles: number;
  /** Each once. */
  find(file: string, parts: Iterable<Part>): Iterable<Found>;
  /** What was found of words that others say too. */
  warnings(): Warning[];
}

/** Prepares the search of a tree with the given files. */
export function createFinder(manifest: Manifest, entries: readonly TreeEntry[]): Finder {
  const locales = Object.values(manifest.locales);
  const sources = needleSources(locales);
  const secrets = secretFiles(manifest);
  withoutShown(sources, secrets);
  const words = distinct(needleSources(locales, (locale) => locale.words));
  const listener = createListener(words);
  // One search for all: to read the texts is what takes time.
  const matcher = createMatcher([...sources.keys(), ...words.keys()], surroundingsOf(manifest));
  const names = new Set(entries.map(({ name }) => name));
  const relativeLinks = createRelativeLinks(locales.flatMap(linkedDrafts), names);
  const globs = draftGlobs(
    locales.flatMap(({ drafts }) => drafts.map(({ source, permalink }) => globTarget(source, permalink))),
    locales.flatMap(({ hidden }) => Object.entries(hidden?.pages ?? {}).map((page) => globTarget(...page))),
  );

  function* inText(text: string, heard: Map<Needle, number>): Generator<Found> {
    for (const { needle, line } of matcher.find(text)) {
      if (words.has(needle)) heard.set(needle, heard.get(needle) ?? line);
      else yield [needle.kind, needle.text, sources.get(needle)];
    }
    for (const pattern of globsIn(text)) {
      const draft = globs.named(pattern);
      if (draft) yield ["glob", pattern, draft.source];
    }
    yield* marksOf(text);
  }

  function* inPart(file: string, { bytes, text }: Part, heard: Map<Needle, number>): Generator<Found> {
    yield* inText(text, heard);
    for (const secret of secrets) {
      if (sameContent(bytes, secret)) yield ["content", secret.name, secret.source];
    }
    for (const [link, source] of relativeLinks(file, text)) yield ["path", link, source];
  }

  return {
    needles: sources.size + secrets.length,
    *find(file, parts) {
      const found = new Map<string, Found>();
      const add = (one: Found) => found.set(`${one[0]} ${one[1]}`, found.get(`${one[0]} ${one[1]}`) ?? one);
      const heard = new Map<Needle, number>();
      for (const one of inText(linkTo(file), heard)) add(one);
      for (const part of parts) for (const one of inPart(file, part, heard)) add(one);
      listener.hear(file, heard);
      yield* found.values();
    },
    warnings: listener.warnings,
  };
}

/** Each text once, with the first that has it: the drafts of several locales say the same. */
function distinct(sources: Map<Needle, string | undefined>): Map<Needle, string | undefined> {
  const byText = new Map(
    [...sources].reverse().map((one) => [`${one[0].kind} ${one[0].text}`, one] as const),
  );
  return new Map([...byText.values()].reverse());
}

/** What a draft of one locale shows, a public page of another may show too. */
function withoutShown(sources: Map<Needle, string | undefined>, secrets: readonly SecretFile[]): void {
  const isSecret = (text: string) =>
    secrets.some(({ name, served = name }) => text === name || text.endsWith(`/${served}`));
  for (const needle of sources.keys()) {
    if (needle.kind === "file" && !isSecret(needle.text)) sources.delete(needle);
  }
}

function linkedDrafts({ drafts, needles }: LocaleManifest): LinkedDraft[] {
  const paths = needles.filter(({ kind }) => kind === "path");
  return drafts.map(({ source }, index) => ({
    source,
    paths: paths.filter(({ draft }) => draft === index).map(({ text }) => text),
  }));
}

function sameContent(content: Buffer, secret: SecretFile): boolean {
  if (secret.isElsewhere || content.length !== secret.bytes) return false;
  return createHash("sha256").update(content).digest("hex") === secret.sha256;
}
