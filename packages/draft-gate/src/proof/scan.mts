import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Manifest } from "./manifest.mjs";
import { createMatcher } from "./matcher.mjs";
import type { Needle, NeedleKind, SecretFile } from "./needle.mjs";
import { remedyFor } from "./remedies.mjs";

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
  for (const file of await listFiles(tree)) {
    const content = await readFile(path.join(tree, file));
    files++;
    bytes += content.length;
    const add = (kind: HitKind, needle: string, source?: string) =>
      hits.push({ file, kind, needle, ...(source && { source }), remedy: remedyFor(kind, file) });
    const texts = [file, ...textOf(file, content)];
    const seen = new Set<Needle>();
    for (const { needle } of texts.flatMap((text) => matcher.find(text))) {
      if (seen.has(needle)) continue;
      seen.add(needle);
      add(needle.kind, needle.text, sources.get(needle));
    }
    for (const secret of secretFiles) if (sameContent(content, secret)) add("content", secret.name);
    for (const [kind, mark] of marks(file, texts[1] ?? "")) add(kind, mark);
    if (until(hits)) break;
  }
  return { files, bytes, needles: sources.size + secretFiles.length, hits };
}

async function listFiles(tree: string): Promise<string[]> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

function textOf(file: string, content: Buffer): string[] {
  if (/\.gz$/i.test(file)) return textOf(file.slice(0, -3), gunzipSync(content));
  if (/\.br$/i.test(file)) return textOf(file.slice(0, -3), brotliDecompressSync(content));
  // A NUL early on is the mark of a binary file without one of the usual names.
  if (binary.test(file) || content.subarray(0, 1024).includes(0)) return [];
  return [content.toString("utf8")];
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
