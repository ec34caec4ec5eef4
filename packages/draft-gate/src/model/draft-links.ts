import path from "node:path";
import { pagePath, percentDecoded } from "./page-path.ts";

/** Decides whether a link leads to a draft. */
export interface DraftLinks {
  /**
   * @param href what stands in the source: a URL, a path, or the path of a Markdown file
   * @param from where it stands: the file, and the path of the page made from it where that is known
   */
  leadsToDraft(href: string, from?: { file?: string | undefined; permalink?: string | undefined }): boolean;
}

/** What links can be compared with. */
export interface DraftTargets {
  readonly siteDir: string;
  /** The site's own origin. */
  readonly url: string;
  /** The base URLs of all locales, any order. */
  readonly baseUrls: readonly string[];
  readonly permalinks: readonly string[];
  /** The drafts' Markdown files, translations included: absolute paths. */
  readonly files: ReadonlySet<string>;
  /** The folders in which Docusaurus looks for the target of a Markdown file link. */
  readonly folders: readonly string[];
}

/** Makes the decision for one set of drafts. */
export function createDraftLinks(targets: DraftTargets): DraftLinks {
  const bases = [...targets.baseUrls].sort((a, b) => b.length - a.length);
  const drafts = new Set(targets.permalinks.map((permalink) => withoutBase(pagePath(permalink), bases)));
  const origin = originOf(targets.url);

  function leadsToPage(href: string, permalink: string | undefined): boolean {
    // A relative URL means another page with a trailing slash than without; both are served somewhere.
    const standpoints = permalink === undefined ? ["/"] : [permalink.replace(/\/$/, ""), `${permalink}/`];
    return standpoints.some((standpoint) => {
      const url = parse(href, `${origin}${standpoint || "/"}`);
      if (url === undefined || url.origin !== origin) return false;
      const page = pagePath(url.pathname);
      // Docusaurus adds the base URL to a path that lacks it, so both readings count.
      const readings = [page, ...bases.map((base) => `${base.replace(/\/+$/, "")}${page}`)];
      return readings.some((reading) => drafts.has(withoutBase(reading, bases)));
    });
  }

  function leadsToFile(href: string, file: string | undefined): boolean {
    const target = percentDecoded(href.replace(/[?#].*$/, ""));
    if (!/\.mdx?$/i.test(target)) return false;
    const candidates = target.startsWith("@site/")
      ? [path.join(targets.siteDir, target.slice("@site/".length))]
      : foldersFor(target, file).map((folder) => path.join(folder, target));
    return candidates.some((candidate) => targets.files.has(candidate));
  }

  /** Where Docusaurus looks: beside the page alone when the path says so, else in all folders of content too. */
  function foldersFor(target: string, file: string | undefined): string[] {
    const beside = file ? [path.dirname(file)] : [];
    return /^\.{1,2}\//.test(target) ? beside : [...beside, ...targets.folders, targets.siteDir];
  }

  return {
    leadsToDraft(href, from = {}) {
      const bare = href.trim().replace(/^pathname:\/\//, "");
      if (bare === "" || bare.startsWith("#") || bare.startsWith("?")) return false;
      return leadsToFile(bare, from.file) || leadsToPage(bare, from.permalink);
    },
  };
}

function withoutBase(page: string, bases: readonly string[]): string {
  for (const base of bases) {
    const bare = base.replace(/\/+$/, "");
    if (bare !== "" && (page === bare || page.startsWith(`${bare}/`))) return page.slice(bare.length) || "/";
  }
  return page;
}

function originOf(url: string): string {
  return parse(url, undefined)?.origin ?? "http://localhost";
}

function parse(href: string, base: string | undefined): URL | undefined {
  return URL.canParse(href, base) ? new URL(href, base) : undefined;
}
