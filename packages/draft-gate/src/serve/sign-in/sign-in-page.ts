import type { SiteAddresses } from "../../model/addresses.ts";
import { preferredLanguage } from "../http/language.ts";
import { html } from "../pages/html.ts";
import type { SiteLook } from "../pages/look.ts";
import { page } from "../pages/page.ts";
import type { SignInMethod } from "./method.ts";
import type { Notice } from "./notice.ts";
import { texts } from "./texts.ts";

/** What one showing of the sign-in page depends on. */
export interface SignInPage {
  readonly site: SiteAddresses;
  readonly look: SiteLook;
  readonly acceptLanguage: string | undefined;
  /** What a form has to bring back. */
  readonly token: string;
  /** The methods, in the order in which they are shown. */
  readonly methods: readonly SignInMethod[];
  readonly notice: Notice | undefined;
  /** The name that was typed in before. */
  readonly name: string | undefined;
}

/** The sign-in page, whole without any script. */
export function signInPage({ site, look, acceptLanguage, token, methods, notice, name }: SignInPage): string {
  const language = preferredLanguage(acceptLanguage);
  const { title, lead, or, back } = texts[language];
  const offered = methods.filter((method) => method.isOffered());
  const showing = { language, token, alone: offered.length === 1, notice, name };
  const buttons = offered.flatMap((method, index) => [
    ...(index === 0 ? [] : [html`<p class="draft-gate-or">${or}</p>`]),
    method.button(showing),
  ]);
  const alert =
    notice && html`<div class="alert alert--danger" role="alert" id="message">${notice.text[language]}</div>`;
  return page({
    site,
    look,
    language,
    title,
    body: html`<h1>${title}</h1>
<p class="draft-gate-lead">${lead}</p>
${alert}
${buttons}
<p class="draft-gate-back"><a href="${site.baseUrl}">${back}</a></p>`,
  });
}
