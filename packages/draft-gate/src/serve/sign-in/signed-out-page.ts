import type { SiteAddresses } from "../../model/addresses.ts";
import { preferredLanguage } from "../http/language.ts";
import { html } from "../pages/html.ts";
import type { SiteLook } from "../pages/look.ts";
import { page } from "../pages/page.ts";
import { texts } from "./texts.ts";

/** What the page after signing out depends on. */
export interface SignedOutPage {
  readonly site: SiteAddresses;
  readonly look: SiteLook;
  readonly acceptLanguage: string | undefined;
  /** Where the reader signs out next. */
  readonly next: string;
}

/**
 * The page between signing out here and signing out where the reader signed in. A redirect in answer to the form would be
 * held back by `form-action`; a page that leads on is not.
 */
export function signedOutPage({ site, look, acceptLanguage, next }: SignedOutPage): string {
  const language = preferredLanguage(acceptLanguage);
  const { signedOut, next: label } = texts[language];
  return page({
    site,
    look,
    language,
    title: signedOut,
    head: html`<meta http-equiv="refresh" content="0;url=${next}">`,
    body: html`<p>${signedOut}</p><p class="draft-gate-back"><a href="${next}">${label}</a></p>`,
  });
}
