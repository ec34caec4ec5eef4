import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { LoadContext } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { mentionedFiles } from "./mentioned-files.ts";
import { publicTexts } from "./public-texts.ts";

/** A file that drafts mention and nothing public does. */
export interface DraftOnlyFile {
  readonly file: string;
  /** Its path in the built tree, when it lies in a static folder and is copied there as it is. */
  readonly served?: string;
}

/** Files at the root of a tree that machines look for, whoever mentions them. */
const wellKnown = /^(\.well-known[\\/].*|[^\\/]+\.(txt|xml|ico|json|webmanifest))$/i;

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
  const found = new Map<string, DraftOnlyFile>();
  async function add(mentioned: string, folder: string): Promise<void> {
    const one = await fileMeant(mentioned, folder, gate, context);
    if (one) found.set(one.file, one);
  }
  for (const draft of gate.draftFiles()) {
    const text = await readIfThere(draft);
    for (const name of mentionedFiles(text)) await add(name, path.dirname(draft));
  }
  for (const { imageURL } of gate.drafts.flatMap(({ authors }) => authors)) {
    if (imageURL) await add(imageURL, context.siteDir);
  }
  return found;
}

/** The file that a mention in a file of `folder` means, if it is there and nobody else asks for it anyway. */
async function fileMeant(
  mentioned: string,
  folder: string,
  gate: Gate,
  { siteDir, siteConfig, baseUrl }: LoadContext,
): Promise<DraftOnlyFile | undefined> {
  const statics = siteConfig.staticDirectories.map((name) => path.resolve(siteDir, name));
  const bare = mentioned.replace(/^@site\//, "");
  const names = new Set([bare, withoutPrefix(bare, baseUrl), withoutPrefix(bare, gate.siteBaseUrl)]);
  for (const base of foldersFor(mentioned, folder, siteDir, statics)) {
    for (const name of names) {
      const file = path.join(base, name);
      if (!(await isFile(file))) continue;
      const home = statics.find((root) => file.startsWith(root + path.sep));
      if (home === undefined) return { file };
      const served = path.relative(home, file);
      return wellKnown.test(served) ? undefined : { file, served };
    }
  }
  return undefined;
}

function foldersFor(
  mentioned: string,
  folder: string,
  siteDir: string,
  statics: readonly string[],
): readonly string[] {
  if (mentioned.startsWith("@site/")) return [siteDir];
  return mentioned.startsWith("/") ? statics : [folder, ...statics];
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
