import { pagePath } from "../model/page-path.ts";

/** A draft that no page may link to. */
export interface LinkedDraft {
  /** The path of its page with and without the base URL; which one holds in a tree alone is not known. */
  readonly paths: readonly string[];
  readonly source: string;
}

/** Finds the links of a page that lead to a draft by a relative URL, which says less than a needle does. */
export type RelativeLinks = (file: string, text: string) => Iterable<[link: string, source: string]>;

/**
 * Prepares the search in one tree.
 *
 * @param files the files of the tree: a page that is there is no draft, whatever else has its name
 */
export function createRelativeLinks(
  drafts: readonly LinkedDraft[],
  files: ReadonlySet<string>,
): RelativeLinks {
  const known = drafts.map(({ paths, source }) => ({ paths: paths.map(pagePath), source }));
  const isThere = (page: string) =>
    [`${page}/index.html`, `${page}.html`, page].some((name) => files.has(name.slice(1)));
  const isOf = (page: string, paths: readonly string[]) =>
    paths.some((path) => page.endsWith(path)) &&
    paths.every((path) => page.endsWith(path) || path.endsWith(page));

  return function* find(file, text) {
    if (!/\.html$/i.test(file)) return;
    for (const [, href = ""] of text.matchAll(/\shref=["']?([^"'\s>#?]+)/gi)) {
      if (/^(\/|[a-z][a-z0-9+.-]*:)/i.test(href)) continue;
      const pages = pagesMeant(href, file);
      if (pages.some(isThere)) continue;
      const draft = known.find(({ paths }) => pages.some((page) => isOf(page, paths)));
      if (draft) yield [href, draft.source];
    }
  };
}

/** A page is served with and without a trailing slash, and a relative URL means another one for each. */
function pagesMeant(href: string, file: string): string[] {
  const page = `/${file}`.replace(/(\/index)?\.html$/, "");
  return [page || "/", `${page}/`].flatMap((standpoint) => {
    const url = `http://tree${standpoint}`;
    return URL.canParse(href, url) ? [pagePath(new URL(href, url).pathname)] : [];
  });
}
