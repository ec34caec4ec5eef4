import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { loadFreshModule } from "@docusaurus/utils";
import { parseDocument } from "yaml";
import type { HiddenContent } from "../model/hidden.ts";
import type { LocaleManifest, Manifest } from "../model/manifest.ts";
import { type Mirror, originalOf } from "../model/mirror.ts";
import { sidebarsWithout } from "./sidebars.ts";

/**
 * Makes the mirror that of one locale, before Docusaurus reads any content: what is a draft in this locale alone is not
 * there, and neither are entries of drafts in sidebars, categories and lists of versions.
 */
export async function enterLocale(
  manifest: Manifest,
  locale: LocaleManifest,
  siteDir: string,
  mirror: Mirror,
): Promise<void> {
  const { hidden } = locale;
  if (hidden === undefined) return;
  const at = (file: string) => path.resolve(siteDir, file);
  const others = Object.values(manifest.locales).flatMap((other) => other.hidden?.filesHere ?? []);
  for (const file of others.map(at)) await restore(file, mirror);
  for (const file of hidden.filesHere.map(at)) await rm(file, { force: true });
  for (const version of hidden.versions) {
    if (version.sidebarFile !== undefined)
      await rewriteSidebars(at(version.sidebarFile), version.draftIds, mirror);
    await rewriteCategories(at(version.contentPath), version.draftIds, mirror);
  }
  await rewriteVersionLists(hidden, siteDir, mirror);
}

/** Puts a file back as it is in the site, so that a locale finds nothing of what was made for the one before. */
async function restore(file: string, mirror: Mirror): Promise<boolean> {
  const original = originalOf(mirror, file);
  if (original === file || !existsSync(original)) return false;
  await mkdir(path.dirname(file), { recursive: true });
  await copyFile(original, file);
  return true;
}

/** What a module of sidebars gives can depend on the locale and the audience, so it is asked here and not before. */
async function rewriteSidebars(file: string, draftIds: readonly string[], mirror: Mirror): Promise<void> {
  if (draftIds.length === 0 || !(await restore(file, mirror))) return;
  const isJson = file.endsWith(".json");
  const sidebars = isJson ? JSON.parse(await readFile(file, "utf8")) : await loadFreshModule(file);
  const kept = sidebarsWithout(sidebars, new Set(draftIds));
  const json = JSON.stringify(kept, null, 2);
  if (json === JSON.stringify(sidebars, null, 2)) return;
  const [before, after] = isJson
    ? ["", ""]
    : /\.c[jt]s$/.test(file)
      ? ["module.exports = ", ";"]
      : ["export default ", ";"];
  await writeFile(file, `${before}${json}${after}\n`);
}

/** A category that a draft introduces has no document of its own. */
async function rewriteCategories(folder: string, draftIds: readonly string[], mirror: Mirror): Promise<void> {
  if (draftIds.length === 0) return;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const { name, parentPath } of entries) {
    if (!/^_category_\.(json|ya?ml)$/.test(name)) continue;
    const file = path.join(parentPath, name);
    await restore(file, mirror);
    const document = parseDocument(await readFile(file, "utf8"));
    const { link } = (document.toJS() ?? {}) as { link?: { type?: string; id?: string } };
    if (link?.type !== "doc" || link.id === undefined) continue;
    const inside = path.relative(folder, parentPath).split(path.sep);
    if (!draftIds.includes(link.id) && !draftIds.some((id) => isLocal(id, link.id ?? "", inside))) continue;
    document.delete("link");
    await writeFile(file, name.endsWith(".json") ? JSON.stringify(document.toJS()) : document.toString());
  }
}

/** Whether a category that lies in the given folders means a document by a name that is short for its id. */
function isLocal(id: string, name: string, folders: readonly string[]): boolean {
  const parts = id.split("/");
  // Ids lack the numbers that folders begin with, which sites can have in ways of their own.
  const isThere =
    folders.length === parts.length - 1 && folders.every((one, at) => one.endsWith(parts[at] ?? ""));
  return isThere && (parts.at(-1) === name || id.endsWith(`/${name}`));
}

/** Docusaurus refuses a version that has no document. */
async function rewriteVersionLists(
  { versions }: HiddenContent,
  siteDir: string,
  mirror: Mirror,
): Promise<void> {
  for (const plugin of new Set(versions.map((version) => version.plugin))) {
    const file = path.join(siteDir, plugin === "default" ? "versions.json" : `${plugin}_versions.json`);
    const ofPlugin = versions.filter((version) => version.plugin === plugin);
    const emptied = ofPlugin.filter(({ isEmptied }) => isEmptied).map(({ version }) => version);
    if (emptied.length === ofPlugin.length || !(await restore(file, mirror))) continue;
    const names = JSON.parse(await readFile(file, "utf8")) as string[];
    await writeFile(file, JSON.stringify(names.filter((name) => !emptied.includes(name))));
  }
}
