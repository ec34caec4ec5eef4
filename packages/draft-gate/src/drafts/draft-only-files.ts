import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { isManifestText } from "../model/manifest.ts";
import { percentDecoded } from "../model/page-path.ts";
import { privateTreeMark } from "../model/private-tree.ts";
import { releaseFile } from "../model/release.ts";

/** A file that drafts mention and nothing public does. */
export interface DraftOnlyFile {
  readonly file: string;
  /** Its path in the built tree, when it lies in a static folder and is copied there as it is. */
  readonly served?: string;
}

const textFiles = /\.(mdx?|[cm]?[jt]sx?|json5?|ya?ml|toml|s?css|less|html?|svg|xml|txt)$/i;
/** How Markdown, HTML, JSX, JavaScript and front matter refer to a file. */
const references = [
  /\]\(<([^>]+)>/g,
  /\]\(([^()\s<>]+)/g,
  /^\s*\[[^\]\n]+\]:\s*<?([^\s>]+)/gm,
  /=\s*\{?\s*["'`]([^"'`\n]+)["'`]/g,
  /(?:require\(|from|import)\s*["'`]([^"'`\n]+)["'`]/g,
  /^\w+:\s*["']?([^\s"']+\.[a-z0-9]+)["']?\s*$/gm,
];
const authorsFile = /(^|[\\/])authors[^\\/]*\.(ya?ml|json)$/i;

/**
 * Finds the images, downloads and other files that only drafts use. What any other text file of the site mentions
 * by its name counts as used in public; what nobody mentions does too.
 */
export async function draftOnlyFiles(gate: Gate, context: LoadContext): Promise<DraftOnlyFile[]> {
  const candidates = await filesOfDrafts(gate, context);
  if (candidates.size === 0) return [];
  const unused = new Set(candidates.keys());
  for await (const text of publicTexts(gate, context)) {
    for (const file of unused) if (mentions(text, path.basename(file))) unused.delete(file);
    if (unused.size === 0) break;
  }
  return [...candidates.values()].filter(({ file }) => unused.has(file));
}

async function filesOfDrafts(gate: Gate, context: LoadContext): Promise<Map<string, DraftOnlyFile>> {
  const { siteDir, siteConfig } = context;
  const statics = siteConfig.staticDirectories.map((folder) => path.resolve(siteDir, folder));
  const found = new Map<string, DraftOnlyFile>();

  async function add(mentioned: string, folder: string): Promise<void> {
    const bare = mentioned.replace(/^@site\//, "");
    const places = mentioned.startsWith("@site/")
      ? [siteDir]
      : mentioned.startsWith("/")
        ? statics
        : [folder, ...statics];
    for (const place of places) {
      for (const name of new Set([
        bare,
        ...[context.baseUrl, gate.siteBaseUrl].map((base) => withoutPrefix(bare, base)),
      ])) {
        const file = path.join(place, name);
        if (!(await isFile(file))) continue;
        const home = statics.find((root) => file.startsWith(root + path.sep));
        if (home && wellKnown.test(path.relative(home, file))) return;
        found.set(file, { file, ...(home && { served: path.relative(home, file) }) });
        return;
      }
    }
  }

  for (const draft of gate.draftFiles()) {
    const text = await readIfThere(draft);
    for (const name of fileNames(text)) await add(name, path.dirname(draft));
  }
  for (const { imageURL } of gate.drafts.flatMap(({ authors }) => authors)) {
    if (imageURL) await add(imageURL, siteDir);
  }
  return found;
}

/** What the text links to, shows, imports or names in its front matter, Markdown files apart; prose does not count. */
function fileNames(text: string): Set<string> {
  const mentioned = references.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? ""),
  );
  const names = mentioned.map((name) =>
    percentDecoded(
      name
        .trim()
        .replace(/^pathname:\/\//, "")
        .replace(/[?#].*$/, ""),
    ),
  );
  return new Set(names.filter((name) => /\.[a-z0-9]+$/i.test(name) && !/\.mdx?$/i.test(name)));
}

/** Files at the root of a tree that machines look for, whoever mentions them. */
const wellKnown = /^(\.well-known[\\/].*|[^\\/]+\.(txt|xml|ico|json|webmanifest))$/i;

async function* publicTexts(gate: Gate, context: LoadContext): AsyncGenerator<string> {
  yield JSON.stringify(gate.publicAuthors);
  const drafts = gate.draftFiles();
  const [outFolder] = path.relative(context.siteDir, context.outDir).split(path.sep);
  const skipped = new Set(["node_modules", "build", outFolder]);

  async function* walk(folder: string): AsyncGenerator<string> {
    if (isBuiltTree(folder)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory()) {
        if (folder !== context.siteDir || !skipped.has(entry.name)) yield* walk(file);
      } else if (textFiles.test(entry.name) && !authorsFile.test(file) && !drafts.has(file)) {
        // In another locale a page can be a draft by its own front matter.
        if (/\.mdx?$/i.test(file) && (await gate.isDraftFile(file))) continue;
        const text = await readFile(file, "utf8");
        if (!isManifestText(text)) yield text;
      }
    }
  }
  yield* walk(context.siteDir);
  for (const { base } of gate.roots) {
    if (path.relative(context.siteDir, base).startsWith("..")) yield* walk(base);
  }
}

/** A tree, or a release of both, that was built into the site's folder some time is no source. */
function isBuiltTree(folder: string): boolean {
  const holds = (name: string) => existsSync(path.join(folder, name));
  return (
    holds(privateTreeMark) ||
    (holds("404.html") && holds(path.join("assets", "js"))) ||
    (holds(releaseFile) && holds(path.join("private", privateTreeMark)))
  );
}

function mentions(text: string, name: string): boolean {
  return text.includes(name) || text.includes(encodeURI(name));
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

async function readIfThere(file: string): Promise<string> {
  return (await isFile(file)) ? readFile(file, "utf8") : "";
}
