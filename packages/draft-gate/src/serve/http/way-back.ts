import type { SiteAddresses } from "../../model/addresses.ts";

/**
 * Where to go after signing in: the page that the reader came from, as its Referer says, if that is a page of this
 * site; else its start page. No other part of a request has a say.
 */
export function wayBack(referer: string | undefined, origin: string, site: SiteAddresses): string {
  const { baseUrl, signIn } = site;
  if (referer === undefined || !URL.canParse(referer)) return baseUrl;
  const url = new URL(referer);
  if (url.origin !== origin || url.username !== "" || url.password !== "") return baseUrl;
  const path = url.pathname + url.search;
  // "//host" after the origin would be another host.
  if (!path.startsWith(baseUrl) || path.startsWith("//") || path.includes("\\")) return baseUrl;
  const own = [signIn, `${baseUrl}auth/`];
  return own.some((one) => path.startsWith(one)) ? baseUrl : path;
}
