import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a page of this site made the request: what changes something is done for nobody else. Browsers say so in
 * `Sec-Fetch-Site`, older ones in `Origin`; what says neither is refused.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origin: string): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (headers.origin !== undefined) return headers.origin === origin;
  return site === "same-origin";
}
