import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { DraftGateError } from "../error.ts";
import type { SiteAddresses } from "./addresses.ts";
import type { HiddenContent } from "./hidden.ts";
import type { Needle, SecretFile } from "./needle.ts";

/** What the private build of one locale knows of its drafts. */
export interface LocaleManifest {
  /** The hosts under which the site's own pages are linked to. */
  readonly hosts: readonly string[];
  /** Where its sources are shown: hosts with the path of the repository. */
  readonly repositories?: readonly string[];
  /** The ids of public docs: a draft's id of one word is found among them. */
  readonly ids?: readonly string[];
  readonly drafts: readonly ManifestDraft[];
  readonly needles: readonly Needle[];
  /** The files that drafts of this locale show or offer, and none of its public pages does. */
  readonly files: readonly SecretFile[];
  /** The files that public pages of this locale show or offer, relative to the site. */
  readonly shown?: readonly string[];
  /** What drafts say and others may say as well: titles, and sentences of public pages, of packages and of the theme. */
  readonly words: readonly Needle[];
  readonly hidden?: HiddenContent;
}

/** A draft as the manifest names it. */
export interface ManifestDraft {
  /** Its Markdown file, relative to the site. */
  readonly source: string;
  readonly permalink: string;
  /** The content plugin that it belongs to. */
  readonly plugin?: string;
  /** The document id of a doc. */
  readonly id?: string | undefined;
  readonly inLatestVersion?: boolean | undefined;
}

/** The manifest of a site: it tells all of the drafts, and lies outside of every served folder. */
export interface Manifest {
  /** The version of the format; it stands first, so that the file is known by its beginning. */
  readonly draftManifest: 1;
  /** Where the site lies; the same in all locales. */
  readonly site: SiteAddresses;
  readonly locales: Readonly<Record<string, LocaleManifest>>;
}

/** Where the private build writes the manifest: `DOCS_MANIFEST`, or a file among Docusaurus's generated ones. */
export function manifestFile(siteDir: string): string {
  const told = process.env.DOCS_MANIFEST;
  return told ? path.resolve(siteDir, told) : path.join(siteDir, ".docusaurus", "draft-manifest.json");
}

/** Writes what one locale knows; Docusaurus builds locales one after the other, each adds its own. */
export async function writeLocale(
  file: string,
  site: SiteAddresses,
  locale: string,
  content: LocaleManifest,
): Promise<void> {
  const before = await readIfValid(file);
  const manifest: Manifest = { draftManifest: 1, site, locales: { ...before?.locales, [locale]: content } };
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
}

/** @throws DraftGateError `manifest` when the file is missing or is no manifest. */
export async function readManifest(file: string): Promise<Manifest> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new DraftGateError(
      "manifest",
      `${file} cannot be read as a manifest of drafts. Build the private tree first: DOCS_AUDIENCE=private DOCS_MANIFEST=FILE docusaurus build`,
      { cause },
    );
  }
  if (isManifest(content)) return content;
  throw new DraftGateError(
    "manifest",
    `${file} is no manifest of this version. Build the private tree again.`,
  );
}

/** The files that only drafts use: what a draft of one locale does, a public page of another may do too. */
export function secretFiles({ locales }: Manifest): SecretFile[] {
  const shown = new Set(Object.values(locales).flatMap((locale) => locale.shown ?? []));
  const files = Object.values(locales).flatMap((locale) => locale.files);
  return files.filter(({ source }) => source === undefined || !shown.has(source));
}

/** Whether a text is a manifest, wherever it lies. */
export function isManifestText(text: string): boolean {
  return /^\{\s*"draftManifest"/.test(text);
}

async function readIfValid(file: string): Promise<Manifest | undefined> {
  try {
    return await readManifest(file);
  } catch {
    return undefined;
  }
}

function isManifest(content: unknown): content is Manifest {
  return (
    typeof content === "object" &&
    content !== null &&
    "draftManifest" in content &&
    content.draftManifest === 1 &&
    "site" in content &&
    "locales" in content
  );
}
