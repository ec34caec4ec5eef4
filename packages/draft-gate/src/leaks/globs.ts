import { Minimatch } from "minimatch";

/** A page, by all the paths of its file and in the site that a pattern could be about. */
export interface GlobTarget {
  readonly source: string;
  readonly paths: readonly string[];
}

/** Whether a pattern of files or routes, as options of plugins have them, is about a draft and no public page. */
export interface DraftGlobs {
  /** The first draft that the pattern names. */
  named(pattern: string): GlobTarget | undefined;
}

const special = /[*?{}[\]()!]/;
const ofMarkdown = /\.(\{?mdx?\b|\*$)/i;
/** What no pattern of files is longer than. */
const longest = 200;

/**
 * Prepares the decision for the drafts and pages of a site. A pattern that public pages fit as well tells of nothing.
 *
 * @param pages - the paths of public pages, in the same ways
 */
export function draftGlobs(drafts: readonly GlobTarget[], pages: readonly GlobTarget[]): DraftGlobs {
  const wordsOf = (targets: readonly GlobTarget[]) =>
    new Set(
      targets.flatMap(({ paths }) => paths.flatMap((path) => path.toLowerCase().split(/[^\p{L}\p{N}]+/u))),
    );
  const publicWords = wordsOf(pages);
  const draftWords = [...wordsOf(drafts)].filter((word) => word.length > 2 && !publicWords.has(word));

  /** Without a word, or the beginning or end of one, that only drafts have, it can be about anything. */
  const saysOne = (pattern: string) => {
    const pieces = pattern
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((piece) => piece.length > 2);
    return pieces.some((piece) => draftWords.some((word) => word.startsWith(piece) || word.endsWith(piece)));
  };

  return {
    named(pattern) {
      const positive = pattern.replace(/^!/, "").replace(/^(\.\/|@site\/|\/)+/, "");
      if (!special.test(positive) || positive.length > longest || !saysOne(positive)) return undefined;
      // What begins in a folder of drafts alone is about it, whatever there is in it.
      const [, folder] = /^([^*?{}[\]()!]+\/)/.exec(positive) ?? [];
      const begins = ({ paths }: GlobTarget) =>
        folder !== undefined && ofMarkdown.test(positive) && paths.some((path) => path.startsWith(folder));
      const glob = new Minimatch(positive, {
        dot: true,
        nocase: true,
        nonegate: true,
        nocomment: true,
      });
      const fits = ({ paths }: GlobTarget) => paths.some((path) => glob.match(path));
      if (pages.some(fits)) return undefined;
      return drafts.find(fits) ?? (pages.some(begins) ? undefined : drafts.find(begins));
    },
  };
}

/** The paths of a page that a pattern can be about: each that that of its file, or one of its own, ends with. */
export function globTarget(source: string, ...permalinks: readonly string[]): GlobTarget {
  const endings = (path: string) => {
    const parts = path.split("/").filter((part) => part !== ".." && part !== "");
    return parts.map((_, index) => parts.slice(index).join("/"));
  };
  return { source, paths: [...new Set([source, ...permalinks].flatMap(endings))] };
}

/** The strings of a text that could be patterns of files or of routes; of one word, they could be of any program's. */
export function* globsIn(text: string): Generator<string> {
  for (const [, pattern = ""] of text.matchAll(/["'`]([^"'`\s\\<>$;=|&]{4,200})\\*["'`]/g)) {
    if (!/[*?{[]/.test(pattern)) continue;
    const words = pattern.match(/[\p{L}\p{N}]{3,}/gu) ?? [];
    if (words.length > 1 || (words.length === 1 && ofMarkdown.test(pattern))) yield pattern;
  }
}
