import type { SiteAddresses } from "../../model/addresses.ts";
import { html } from "../pages/html.ts";
import type { SignInLook } from "../pages/look.ts";
import { page } from "../pages/page.ts";
import { wordsFor } from "../pages/words.ts";

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
