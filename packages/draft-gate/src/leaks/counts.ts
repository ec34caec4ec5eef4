import type { Needle } from "../model/needle.ts";
import { addressAt, isLinkAt, isOtherPlace, samePage } from "./address-at.ts";
import { isListed } from "./listed.ts";
import type { Surroundings } from "./surroundings.ts";
import { type WordPlaces, wordAt } from "./words.ts";

/** Where the words of a needle stand among those of a text. */
interface Place {
  readonly first: number;
  readonly last: number;
}

/** Whether words that stand in the right order are the needle, or only look like it. */
export function counts(
  needle: Needle,
  places: WordPlaces,
  { first, last }: Place,
  site: Surroundings,
): boolean {
  const { text, starts, ends } = places;
  const start = starts[first] ?? 0;
  const end = ends[last] ?? text.length;
  const isWord = first === last && isEveryday(wordAt(places, first));
  switch (needle.kind) {
    case "path":
      return isPage(needle.text, text, start, end, isWord, site);
    case "file":
      if (needle.text.startsWith("/")) return isPage(needle.text, text, start, end, isWord, site);
      return isFile(needle.text, text, start, end, site);
    case "source":
      return isFile(needle.text, text, start, end, site);
    case "id":
      // Without a folder, it is the id of a heading in any page as well.
      if (!needle.text.includes("/")) return isListed(text, start, end, site.ids);
      return text.slice(start, end) === needle.text.normalize() && isWholeString(text, start, end);
    case "author":
      if (isAddress(needle.text)) return isSame(addressAt(text, start, end).address, needle.text);
      return isName(needle.text, text, start, end, isWord);
    case "label":
    case "title":
      return isName(needle.text, text, start, end, isWord);
    case "sentence":
      return isProse(places, { first, last });
  }
}

/**
 * The path of one everyday word, and one from a place that is not known, are found where links lead alone; they are names
 * of modules and routes in any program. Without a slash, any is a word.
 */
function isPage(
  page: string,
  text: string,
  start: number,
  end: number,
  isWord: boolean,
  { hosts }: Surroundings,
): boolean {
  const { address, from } = addressAt(text, start, end);
  if (!samePage(address, page, hosts)) return false;
  if (address.includes("//")) return true;
  if (address.startsWith(".") || isWord) return /^[./]/.test(address) && isLinkAt(text, from);
  return address.startsWith("/") || /[^/]\/[^/]/.test(page.replace(/^\//, ""));
}

function isFile(name: string, text: string, start: number, end: number, site: Surroundings): boolean {
  const { address } = addressAt(text, start, end);
  return !isOtherPlace(address, site) && endsWithPath(address, name);
}

/** One everyday word proves nothing inside of a sentence or a name in a program. */
function isName(name: string, text: string, start: number, end: number, isWord: boolean): boolean {
  return !isWord || (text.slice(start, end) === name.trim().normalize() && isWholeString(text, start, end));
}

/** Whether a text is an address, at a host or of mail, and no words. */
export function isAddress(text: string): boolean {
  return /:\/\/|@/.test(text);
}

/** Others have an address that goes on. */
function isSame(address: string, other: string): boolean {
  const [one, two] = [address, other].map((text) =>
    text
      .normalize()
      .toLowerCase()
      .replace(/^mailto:/, "")
      .replace(/[/.:]+$/, ""),
  );
  return one === two;
}

/** Whether a word could stand in any text. */
export function isEveryday(word: string): boolean {
  return word.length < 14 && !/\d/.test(word);
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

/** Words of a sentence are not apart like those of a list in a program, or of several elements. */
function isProse({ text, starts, ends }: WordPlaces, { first, last }: Place): boolean {
  for (let at = first; at < last; at++) {
    const gap = text.slice(ends[at], starts[at + 1]);
    if (/[|<>{}=[\]]|["'`]\s*[,:;]\s*["'`]/.test(gap)) return false;
  }
  return true;
}
