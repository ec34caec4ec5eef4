import { pagePath } from "../model/page-path.ts";
import type { Surroundings } from "./surroundings.ts";

/** Letters of all scripts, but none of the spaces and quotation marks beyond ASCII. */
const addressCharacter = /[\w~%.:/@+\u00c0-\u1fff\u2c00-\u2fff\u3040-\uffef-]/;

/** An address in a text, and where it begins there. */
export interface AddressAt {
  readonly address: string;
  readonly from: number;
}

/** The URL or path that the given words are part of. */
export function addressAt(text: string, start: number, end: number): AddressAt {
  let from = start;
  let to = end;
  while (from > 0 && addressCharacter.test(text[from - 1] ?? "")) from--;
  while (to < text.length && addressCharacter.test(text[to] ?? "")) to++;
  return { address: text.slice(from, to), from };
}

/** The name of a file as where its page is. */
export function linkTo(file: string): string {
  return `href="/${file}"`;
}

/** What stands before the address of a link: an attribute, a member of an object, an element of a feed or a sitemap. */
const beforeLink =
  /(?:\b(?:href|src|srcset|to|from|path|permalink|url|link|loc|location|route|slug|action|content|canonical)\\*["']?\s*[:=]\s*\\*["'`]?|<(?:loc|link|id|guid|url|comments)\b[^<>]*>\s*)$/i;

/** Whether an address that begins there is where something leads to. */
export function isLinkAt(text: string, start: number): boolean {
  return beforeLink.test(text.slice(Math.max(0, start - 60), start));
}

/** Whether an address, as far as it names a host, is a page of the site. */
export function samePage(address: string, page: string, hosts: ReadonlySet<string>): boolean {
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

/** Whether an address leads to neither the site nor the repository of its sources. */
export function isOtherPlace(address: string, { hosts, repositories }: Surroundings): boolean {
  const [, host, rest = ""] = /^(?:git\+)?(?:[a-z]+:)\/\/(?:[^/@]*@)?([^/]+)(.*)$/i.exec(address) ?? [];
  if (host === undefined || hosts.has(host.toLowerCase())) return false;
  const place = `${host}${rest}/`.toLowerCase();
  return !repositories.some((repository) => place.startsWith(`${repository.toLowerCase()}/`));
}
