import type { Needle } from "../model/needle.ts";
import { pagePath } from "../model/page-path.ts";
import { decodeEscapes, type SplitText, splitWords } from "./words.ts";

/** One place where a needle was found. */
interface Match {
  readonly needle: Needle;
  /** The line that it begins in, from 1. */
  readonly line: number;
}

/** Finds needles in texts of any format. */
export interface Matcher {
  /** The first place of each needle in the text. `loosely` takes its words for enough. */
  find(text: string, loosely?: boolean): Match[];
}

interface Entry {
  readonly needle: Needle;
  readonly words: readonly string[];
  /** Where the anchor, its longest and so likely its rarest word, stands among its words. */
  readonly anchor: number;
}

/** Prepares the search for all needles at once; a text is then read only once, whatever their number. */
export function createMatcher(needles: readonly Needle[], siteHosts: ReadonlySet<string>): Matcher {
  const byAnchor = new Map<string, Entry[]>();
  for (const needle of needles) {
    const { words } = splitWords(decodeEscapes(needle.text));
    const anchor = words.reduce(
      (best, word, index) => (word.length > (words[best]?.length ?? 0) ? index : best),
      0,
    );
    const key = words[anchor];
    if (key === undefined) continue;
    byAnchor.set(key, [...(byAnchor.get(key) ?? []), { needle, words, anchor }]);
  }

  return {
    find(text, loosely = false) {
      const haystack = splitWords(decodeEscapes(text));
      const found = new Map<Needle, Match>();
      for (let at = 0; at < haystack.words.length; at++) {
        const entries = byAnchor.get(haystack.words[at] ?? "");
        if (!entries) continue;
        for (const { needle, words, anchor } of entries) {
          if (found.has(needle)) continue;
          const first = at - anchor;
          if (!words.every((word, offset) => haystack.words[first + offset] === word)) continue;
          const last = first + words.length - 1;
          if (!loosely && !counts(needle, haystack, first, last, siteHosts)) continue;
          found.set(needle, { needle, line: lineAt(haystack.text, haystack.starts[first] ?? 0) });
        }
      }
      return [...found.values()];
    },
  };
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** Whether words that stand in the right order are the needle, or only look like it. */
function counts(
  needle: Needle,
  { text, words, starts, ends }: SplitText,
  first: number,
  last: number,
  hosts: ReadonlySet<string>,
): boolean {
  const start = starts[first] ?? 0;
  const end = ends[last] ?? text.length;
  switch (needle.kind) {
    case "path":
      return samePage(addressAt(text, start, end), needle.text, hosts);
    case "source":
    case "file":
      return endsWithPath(addressAt(text, start, end), needle.text);
    case "id":
      return isWholeString(text, start, end);
    case "label":
    case "title":
    case "author":
      // One everyday word proves nothing inside of a sentence or a name in a program.
      if (first < last || !isEveryday(words[first] ?? "")) return true;
      return text.slice(start, end) === needle.text.trim().normalize() && isWholeString(text, start, end);
    case "sentence":
      return true;
  }
}

function isEveryday(word: string): boolean {
  return word.length < 14 && !/\d/.test(word);
}

const addressCharacter = /[\w~%.:/@+\u0080-\uffff-]/;

/** The URL or path that the given words are part of. */
function addressAt(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from > 0 && addressCharacter.test(text[from - 1] ?? "")) from--;
  while (to < text.length && addressCharacter.test(text[to] ?? "")) to++;
  return text.slice(from, to);
}

function samePage(address: string, page: string, hosts: ReadonlySet<string>): boolean {
  const url = /^([a-z]+:)?\/\/([^/]+)(.*)$/i.exec(address);
  if (url && !hosts.has((url[2] ?? "").toLowerCase())) return false;
  const path = comparable(url ? (url[3] ?? "") : address.replace(/^(\.{1,2}\/)+/, "/"));
  return path === comparable(page);
}

function comparable(path: string): string {
  const page = pagePath(path.replace(/[.:]+$/, ""))
    .normalize()
    .toLowerCase();
  return page.startsWith("/") ? page : `/${page}`;
}

function endsWithPath(address: string, path: string): boolean {
  const [long, short] = [address, path].map((name) => name.normalize().toLowerCase()) as [string, string];
  const at = long.lastIndexOf(short);
  if (at < 0) return false;
  const before = long[at - 1] ?? "/";
  const after = long[at + short.length] ?? "";
  return before === "/" && !/\w/.test(after);
}

function isWholeString(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? "";
  const after = text[end] === "\\" ? (text[end + 1] ?? "") : (text[end] ?? "");
  return /["'`>]/.test(before) && /["'`<]/.test(after);
}
