import path from "node:path";
import { closeSource } from "../markdown/close-source.ts";
import { sameDocument } from "../model/content-roots.ts";
import { createDraftLinks, type DraftLinks } from "../model/draft-links.ts";
import type { HiddenContent } from "../model/hidden.ts";
import type { LocaleManifest, Manifest } from "../model/manifest.ts";
import { isInside } from "../model/mirror.ts";
import { realPath } from "./left-out.ts";

/** What one locale makes of a file: which of its links lead to drafts. */
interface Reader {
  readonly links: DraftLinks;
  readonly draftIds: ReadonlySet<string>;
  readonly pages: ReadonlyMap<string, string>;
}

/**
 * Closes the links in a copied Markdown file that lead to drafts in every locale that reads it. What is a draft in one
 * of several is left to the pages, which each locale has for itself.
 */
export function closedSources(manifest: Manifest, siteDir: string): (file: string, text: string) => string {
  const locales = Object.values(manifest.locales);
  const readers = locales.flatMap(({ hidden, ...locale }) =>
    hidden?.closesSources ? [readerOf({ ...locale, hidden }, hidden, siteDir)] : [],
  );
  const content = locales.flatMap(({ hidden }) => hidden?.roots ?? []).flatMap(({ base }) => base);
  const folders = [siteDir, ...content.map((base) => realPath(path.resolve(siteDir, base)))];

  return (file, text) => {
    if (!folders.some((folder) => isInside(folder, file))) return text;
    const ownReaders = readers.filter(({ pages }) => pages.has(file));
    const all = ownReaders.length > 0 ? ownReaders : readers;
    if (all.length === 0) return text;
    const [first, ...others] = all.map(({ draftIds }) => draftIds);
    return closeSource(text, {
      leadsToDraft: (href) =>
        all.every(({ links, pages }) => links.leadsToDraft(href, { file, permalink: pages.get(file) })),
      draftIds: new Set([...(first ?? [])].filter((id) => others.every((ids) => ids.has(id)))),
    });
  };
}

function readerOf({ drafts }: LocaleManifest, hidden: HiddenContent, siteDir: string): Reader {
  // The files that are copied have these names, whatever folder of links the site reads them by.
  const at = (file: string) => realPath(path.resolve(siteDir, file));
  const roots = hidden.roots.map(({ base, localized }) => ({ base: at(base), localized: localized.map(at) }));
  return {
    links: createDraftLinks({
      siteDir,
      url: hidden.url,
      baseUrls: hidden.baseUrls,
      permalinks: drafts.map(({ permalink }) => permalink),
      files: new Set(drafts.flatMap(({ source }) => sameDocument(at(source), roots))),
      folders: roots.flatMap(({ base, localized }) => [...localized, base]),
    }),
    draftIds: new Set(drafts.flatMap(({ id }) => id ?? [])),
    pages: new Map(Object.entries(hidden.pages).map(([file, permalink]) => [at(file), permalink])),
  };
}
