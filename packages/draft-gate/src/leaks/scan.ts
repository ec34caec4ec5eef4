import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import { type LocaleManifest, type Manifest, secretFiles } from "../model/manifest.ts";
import type { Needle, SecretFile } from "../model/needle.ts";
import type { Hit, HitKind, Warning } from "./hit.ts";
import { marksOf } from "./marks.ts";
import { createMatcher } from "./matcher.ts";
import { type Part, partsOf } from "./parts.ts";
import { createRelativeLinks, type LinkedDraft } from "./relative-links.ts";
import { remedyFor } from "./remedies.ts";
import { type TreeEntry, treeEntries } from "./tree-entries.ts";

/** What the scan of one tree found. */
export interface ScanResult {
  readonly files: number;
  /** HTML files among them: a tree without one is no site, and that nothing is found in it proves nothing. */
  readonly pages: number;
  readonly bytes: number;
  readonly needles: number;
  readonly hits: readonly Hit[];
  /** What may be chance, and refuses no tree. */
  readonly warnings: readonly Warning[];
}

/**
 * Reads every file of a tree, and its name, and looks for whatever tells of a draft.
 *
 * @param until whether the hits so far are enough; by default all are looked for
 */
export async function scanTree(
  tree: string,
  manifest: Manifest,
  until: (hits: readonly Hit[]) => boolean = () => false,
): Promise<ScanResult> {
  const entries = await treeEntries(tree);
  const { find, needles } = createFinder(manifest, entries);
  const listener = createListener(manifest);
  const hits: Hit[] = [];
  let files = 0;
  let pages = 0;
  let bytes = 0;
  for (const { name, isFile } of entries) {
    const content = isFile ? await readFile(path.join(tree, name)) : Buffer.alloc(0);
    files += isFile ? 1 : 0;
    pages += isFile && /\.html?$/i.test(name) ? 1 : 0;
    bytes += content.length;
    const parts = isFile ? partsOf(name, content) : [];
    listener.hear(name, parts);
    for (const [kind, needle, source] of find(name, parts)) {
      hits.push({ file: name, kind, needle, source, remedy: remedyFor(kind, name) });
    }
    if (until(hits)) break;
  }
  return { files, pages, bytes, needles, hits, warnings: listener.warnings() };
}

type Found = readonly [kind: HitKind, needle: string, source?: string | undefined];

/** Finds in one file of a tree what tells of drafts. */
interface Finder {
  /** How much it looks for. */
  readonly needles: number;
  find(file: string, parts: readonly Part[]): Iterable<Found>;
}

function createFinder(manifest: Manifest, entries: readonly TreeEntry[]): Finder {
  const locales = Object.values(manifest.locales);
  const sources = sourcesOf(locales);
  const secrets = secretFiles(manifest);
  const secretNames = new Set(secrets.map(({ name }) => name));
  for (const needle of sources.keys()) {
    if (needle.kind === "file" && !secretNames.has(needle.text)) sources.delete(needle);
  }
  const hosts = new Set(locales.flatMap((locale) => locale.hosts));
  const matcher = createMatcher([...sources.keys()], hosts);
  const names = new Set(entries.map(({ name }) => name));
  const relativeLinks = createRelativeLinks(locales.flatMap(linkedDrafts), names);

  return {
    needles: sources.size + secrets.length,
    *find(file, parts) {
      const texts = parts.flatMap(({ text }) => text ?? []);
      const [whole = ""] = texts;
      const matches = [file, ...texts].flatMap((text) => matcher.find(text));
      for (const needle of new Set(matches.map((match) => match.needle))) {
        yield [needle.kind, needle.text, sources.get(needle)];
      }
      for (const secret of secrets) {
        if (parts.some(({ bytes }) => sameContent(bytes, secret))) yield ["content", secret.name];
      }
      for (const [link, source] of relativeLinks(file, whole)) yield ["path", link, source];
      yield* marksOf(whole);
    },
  };
}

/** Notes where a tree says the words of drafts that others say too. */
interface Listener {
  hear(file: string, parts: readonly Part[]): void;
  warnings(): Warning[];
}

function createListener({ locales }: Manifest): Listener {
  const sources = sourcesOf(Object.values(locales), ({ words }) => words);
  // The drafts of several locales say the same.
  const distinct = new Map([...sources.keys()].map((needle) => [`${needle.kind} ${needle.text}`, needle]));
  const matcher = createMatcher([...distinct.values()], new Set());
  const found = new Map<Needle, Warning>();
  return {
    hear(file, parts) {
      const places = new Map<Needle, number>();
      for (const text of [file, ...parts.flatMap((part) => part.text ?? [])]) {
        for (const { needle, line } of matcher.find(text)) {
          if (!places.has(needle)) places.set(needle, line);
        }
      }
      for (const [needle, line] of places) {
        const { kind, text: words } = needle;
        const first = found.get(needle) ?? { kind, words, source: sources.get(needle), file, line, files: 0 };
        found.set(needle, { ...first, files: first.files + 1 });
      }
    },
    warnings: () => [...found.values()],
  };
}

/** All needles, each with the Markdown file of the draft that it tells of, where it tells of one only. */
function sourcesOf(
  locales: readonly LocaleManifest[],
  listed = ({ needles }: LocaleManifest): readonly Needle[] => needles,
): Map<Needle, string | undefined> {
  const sources = new Map<Needle, string | undefined>();
  for (const locale of locales) {
    for (const needle of listed(locale)) sources.set(needle, locale.drafts[needle.draft ?? -1]?.source);
  }
  return sources;
}

function linkedDrafts({ drafts, needles }: LocaleManifest): LinkedDraft[] {
  const paths = needles.filter(({ kind }) => kind === "path");
  return drafts.map(({ source }, index) => ({
    source,
    paths: paths.filter(({ draft }) => draft === index).map(({ text }) => text),
  }));
}

function sameContent(content: Buffer, secret: SecretFile): boolean {
  if (content.length !== secret.bytes) return false;
  return createHash("sha256").update(content).digest("hex") === secret.sha256;
}

/**
 * Refuses the result of a scan that had nothing to look at.
 *
 * @throws DraftGateError `blind` when the tree has no page
 */
export function demandPages(tree: string, { pages }: ScanResult): void {
  if (pages > 0) return;
  throw new DraftGateError(
    "blind",
    `${tree} has no page, so that nothing is found in it proves nothing. Is it the folder that the public build wrote?`,
  );
}
