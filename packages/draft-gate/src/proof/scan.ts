import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { LocaleManifest, Manifest } from "./manifest.ts";
import { createMatcher } from "./matcher.ts";
import type { Needle, NeedleKind, SecretFile } from "./needle.ts";
import { createRelativeLinks, type LinkedDraft } from "./relative-links.ts";
import { remedyFor } from "./remedies.ts";

/** What a hit is: a needle, or one of the marks that only a tree with drafts has. */
export type HitKind = NeedleKind | "content" | "draft-list" | "index-name";

/** One place in a tree that tells of a draft. */
export interface Hit {
  /** Relative to the tree. */
  readonly file: string;
  readonly kind: HitKind;
  readonly needle: string;
  /** The Markdown file of the draft, where it is known. */
  readonly source?: string;
  readonly remedy: string;
}

/** What the scan of one tree found. */
export interface ScanResult {
  readonly files: number;
  readonly bytes: number;
  readonly needles: number;
  readonly hits: readonly Hit[];
}

const binary = /\.(png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp[34]|webm|ogg|pdf|zip|wasm)$/i;

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
  const locales = Object.values(manifest.locales);
  const sources = new Map<Needle, string | undefined>();
  for (const { needles, drafts } of locales) {
    for (const needle of needles) sources.set(needle, drafts[needle.draft ?? -1]?.source);
  }
  const hosts = new Set(locales.flatMap((locale) => locale.hosts));
  const matcher = createMatcher([...sources.keys()], hosts);
  const secretFiles = locales.flatMap(({ files }) => files);

  const hits: Hit[] = [];
  let files = 0;
  let bytes = 0;
  const entries = await listEntries(tree);
  const relativeLinks = createRelativeLinks(
    locales.flatMap(linkedDrafts),
    new Set(entries.map(({ name }) => name)),
  );
  for (const entry of entries) {
    const { name: file } = entry;
    const content = entry.isFile ? await readFile(path.join(tree, file)) : Buffer.alloc(0);
    files += entry.isFile ? 1 : 0;
    bytes += content.length;
    const add = (kind: HitKind, needle: string, source?: string) =>
      hits.push({ file, kind, needle, ...(source && { source }), remedy: remedyFor(kind, file) });
    const parts = entry.isFile ? partsOf(file, content) : [];
    const texts = parts.flatMap((part) => part.text ?? []);
    const seen = new Set<Needle>();
    for (const { needle } of [file, ...texts].flatMap((text) => matcher.find(text))) {
      if (seen.has(needle)) continue;
      seen.add(needle);
      add(needle.kind, needle.text, sources.get(needle));
    }
    for (const secret of secretFiles) {
      if (parts.some(({ bytes }) => sameContent(bytes, secret))) add("content", secret.name);
    }
    for (const [link, source] of relativeLinks(file, texts[0] ?? "")) add("path", link, source);
    for (const [kind, mark] of marks(file, texts[0] ?? "")) add(kind, mark);
    if (until(hits)) break;
  }
  return { files, bytes, needles: sources.size + secretFiles.length, hits };
}

function linkedDrafts({ drafts, needles }: LocaleManifest): LinkedDraft[] {
  const paths = needles.filter(({ kind }) => kind === "path");
  return drafts.map(({ source }, index) => ({
    source,
    paths: paths.filter(({ draft }) => draft === index).map(({ text }) => text),
  }));
}

interface Entry {
  /** Relative to the tree. */
  readonly name: string;
  readonly isFile: boolean;
}

/**
 * The files of a tree and its empty folders, by whose names a server answers otherwise than where there is nothing.
 * Folders that hold something are named by it.
 */
async function listEntries(tree: string): Promise<Entry[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const filled = new Set(entries.map(({ parentPath }) => path.resolve(parentPath)));
  return entries
    .filter((entry) => entry.isFile() || !filled.has(path.resolve(entry.parentPath, entry.name)))
    .map((entry) => ({
      name: path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"),
      isFile: entry.isFile(),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The bytes of a file, or of what is packed or embedded in it, and their text where they are text. */
interface Part {
  readonly bytes: Buffer;
  readonly text?: string;
}

const embedded = /;base64,([A-Za-z0-9+/]{16,}={0,2})/g;

/** A file, what it packs, and what stands in it as `data:` URLs: bundlers embed small files, and source maps, so. */
function partsOf(file: string, content: Buffer): Part[] {
  if (/\.gz$/i.test(file)) return partsOf(file.slice(0, -3), gunzipSync(content));
  if (/\.br$/i.test(file)) return partsOf(file.slice(0, -3), brotliDecompressSync(content));
  if (binary.test(file)) return [{ bytes: content }];
  const whole = partOf(content);
  const inside = [...(whole.text ?? "").matchAll(embedded)].map((match) => match[1] ?? "");
  return [whole, ...inside.map((base64) => partOf(Buffer.from(base64, "base64")))];
}

function partOf(bytes: Buffer): Part {
  // A NUL early on is the mark of binary data without one of the usual names.
  return bytes.subarray(0, 1024).includes(0) ? { bytes } : { bytes, text: bytes.toString("utf8") };
}

function sameContent(content: Buffer, secret: SecretFile): boolean {
  if (content.length !== secret.bytes) return false;
  return createHash("sha256").update(content).digest("hex") === secret.sha256;
}

/** What tells of drafts without saying any of their words. */
function* marks(file: string, text: string): Generator<[HitKind, string]> {
  const list = /draftIds\\*["']?:\[([^\]]+)\]/.exec(text);
  if (list) yield ["draft-list", list[0]];
  const index =
    /search-index[^"'/]*-[0-9a-f]{8}\.json$/.exec(file) ??
    /search-index[^"']{0,40}\.json\?_=[0-9a-f]{8}/.exec(text);
  if (index) yield ["index-name", index[0]];
}
