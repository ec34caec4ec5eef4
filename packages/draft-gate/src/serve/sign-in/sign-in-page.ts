import type { SiteAddresses } from "../../model/addresses.ts";
import { type Html, html, raw } from "../pages/html.ts";
import type { SignInLook } from "../pages/look.ts";
import { page } from "../pages/page.ts";
import { type Message, wordsFor } from "../pages/words.ts";

/** What one showing of the sign-in page depends on. */
export interface SignInPage {
  readonly site: SiteAddresses;
  readonly look: SignInLook;
  readonly acceptLanguage: string | undefined;
  /** What the form has to bring back. */
  readonly token: string;
  /** Whether there are local accounts. */
  readonly local: boolean;
  /** The provider, with the name that its button shows if it has one. */
  readonly provider?: { readonly label?: string | undefined };
  readonly message?: Message;
  /** The name that was typed in before. */
  readonly name?: string;
}

/** The sign-in page, whole without any script. */
export function signInPage({
  site,
  look,
  acceptLanguage,
  token,
  local,
  provider,
  message,
  name,
}: SignInPage): string {
  const { lang, words } = wordsFor(acceptLanguage);
  const alert =
    message && html`<div class="alert alert--danger" role="alert" id="message">${words[message]}</div>`;
  const wrong = raw(message === "wrong" ? ' aria-invalid="true" aria-describedby="message"' : "");
  const form = html`<form method="post" action="${site.signIn}" class="draft-gate-form">
<input type="hidden" name="token" value="${token}">
<label for="name">${words.name}</label>
<input id="name" name="name" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="200" value="${name}"${wrong}>
<label for="password">${words.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${wrong}>
<button type="submit" class="button button--primary button--block">${words.submit}</button>
</form>`;
  const choice =
    provider &&
    providerLink(site, provider.label ? words.providerNamed(provider.label) : words.provider, local);
  const or = provider && local ? html`<p class="draft-gate-or">${words.or}</p>` : undefined;
  return page({
    site,
    look,
    lang,
    title: words.title,
    body: html`<h1>${words.title}</h1>
<p class="draft-gate-lead">${words.lead}</p>
${alert}
${choice}
${or}
${local ? form : undefined}
<p class="draft-gate-back"><a href="${site.baseUrl}">${words.back}</a></p>`,
  });
}

/** A link and not a form: it changes nothing here. */
function providerLink({ baseUrl }: SiteAddresses, label: string, local: boolean): Html {
  const kind = local ? "button--secondary" : "button--primary";
  return html`<a class="button ${kind} button--block draft-gate-provider" href="${baseUrl}auth/oidc">${label}</a>`;
}
