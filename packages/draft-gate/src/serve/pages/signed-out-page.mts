import type { SiteAddresses } from "../../site-addresses.mjs";
import { html } from "./html.mjs";
import type { SignInLook } from "./look.mjs";
import { page } from "./page.mjs";
import { wordsFor } from "./words.mjs";

/**
 * The page between signing out here and signing out at the provider. A redirect in answer to the form would be held
 * back by `form-action`; a page that leads on is not.
 */
export function signedOutPage({
  site,
  look,
  acceptLanguage,
  next,
}: {
  readonly site: SiteAddresses;
  readonly look: SignInLook;
  readonly acceptLanguage: string | undefined;
  readonly next: string;
}): string {
  const { lang, words } = wordsFor(acceptLanguage);
  return page({
    site,
    look,
    lang,
    title: words.signedOut,
    head: html`<meta http-equiv="refresh" content="0;url=${next}">`,
    body: html`<p>${words.signedOut}</p><p class="draft-gate-back"><a href="${next}">${words.next}</a></p>`,
  });
}
