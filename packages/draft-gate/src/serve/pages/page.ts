import type { SiteAddresses } from "../../model/addresses.ts";
import type { Language } from "../../model/language.ts";
import { type Html, html, raw } from "./html.ts";
import type { SiteLook } from "./look.ts";

/** The frame of the server's own pages: the site's style sheets, its choice of light or dark, its navbar's brand. */
export function page({
  site,
  look,
  language,
  title,
  head,
  body,
}: {
  readonly site: SiteAddresses;
  readonly look: SiteLook;
  readonly language: Language;
  readonly title: string;
  readonly head?: Html | undefined;
  readonly body: Html;
}): string {
  const whole = look.siteTitle ? html`${title} | ${raw(look.siteTitle)}` : title;
  return html`<!doctype html>
<html id="draft-gate" lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${whole}</title>
${raw(look.links)}<link rel="stylesheet" href="${site.baseUrl}auth/style.css">
${head}</head>
<body class="draft-gate-body">
${raw(look.colorScript)}
<nav class="navbar" aria-label="Main"><div class="navbar__inner"><div class="navbar__items">${raw(look.brand)}</div></div></nav>
<main class="draft-gate-main">
<div class="draft-gate-card">
${body}
</div>
</main>
</body>
</html>
`.text;
}
