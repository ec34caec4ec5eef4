import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type EntryPoint, entryPoints } from "../api/entry-points.ts";
import { type ModuleText, READER, readModules } from "../api/typedoc.ts";
import { publishedPackages } from "../workspaces.ts";
import { frontMatter, isMadeFrom } from "./front-matter.ts";
import { firstSentence } from "./prose.ts";

/**
 * The pages of the API by their names. They take ten seconds to make, and a site is built twice, in each language: those
 * that were made of the same declarations stay as they are.
 *
 * @param present - reads a page as it is, if there is one
 */
export async function apiPages(
  root: string,
  present: (page: string) => string | undefined,
): Promise<Map<string, string>> {
  const entries = entryPoints(publishedPackages(root));
  const fingerprint = fingerprintOf(entries);
  const before = new Map(entries.map(({ page }) => [`${page}.md`, present(`${page}.md`) ?? ""]));
  if ([...before.values()].every((page) => isMadeFrom(page, fingerprint))) return before;
  const modules = await readModules(entries);
  return new Map(
    [...modules].map(([entry, module], index) => [
      `${entry.page}.md`,
      apiPage(entry, module, { fingerprint, position: index + 1 }),
    ]),
  );
}

function apiPage(
  { specifier, description }: EntryPoint,
  { summary, markdown }: ModuleText,
  head: { readonly fingerprint: string; readonly position: number },
): string {
  const about = firstSentence(summary || description);
  const lead = summary === "" ? [about] : [];
  return `${[frontMatter({ title: specifier, description: about, ...head }), ...lead, markdown.trim()].join("\n\n")}\n`;
}

/** Changes with the declarations, with how they are laid out, and with what reads them. */
function fingerprintOf(entries: readonly EntryPoint[]): string {
  const hash = createHash("sha256").update(READER);
  for (const { specifier, file } of entries) {
    hash.update(specifier);
    for (const declarations of declarationsBeside(file)) hash.update(readFileSync(declarations));
  }
  return hash.digest("hex").slice(0, 16);
}

/** All declarations of a package: one file passes on what others declare. */
function declarationsBeside(file: string): string[] {
  const [folder = ""] = /^.*\/dist(?=\/)/.exec(file) ?? [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.d\.m?ts$/.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}
