import type { SiteAddresses } from "../../model/addresses.ts";
import type { Language } from "../../model/language.ts";
import { preferredLanguage } from "../http/language.ts";
import { type Html, html } from "../pages/html.ts";
import type { SiteLook } from "../pages/look.ts";
import { page } from "../pages/page.ts";
import type { Session } from "../session/session.ts";
import { sessionsTexts } from "./sessions-texts.ts";

/** What the page of a reader's own sessions depends on. */
export interface SessionsPage {
  readonly site: SiteAddresses;
  readonly look: SiteLook;
  readonly acceptLanguage: string | undefined;
  /** Where its forms are posted to. */
  readonly action: string;
  readonly current: Session;
  readonly others: readonly Session[];
}

/** The page on which readers see where they are signed in, and end it; whole without any script. */
export function sessionsPage({ site, look, acceptLanguage, action, current, others }: SessionsPage): string {
  const language = preferredLanguage(acceptLanguage);
  const { title, lead, end, endOthers, signOut, current: here, back } = sessionsTexts[language];
  const rows = others.map(
    (session) => html`<li>${describe(session, language)}${button(action, end, session.id)}</li>`,
  );
  return page({
    site,
    look,
    language,
    title,
    body: html`<h1>${title}</h1>
<p class="draft-gate-lead">${lead}</p>
<ul class="draft-gate-sessions">
<li>${describe(current, language)} <strong>${here}</strong>${button(site.signOut, signOut)}</li>
${rows}
</ul>
${button(action, endOthers, "others")}
<p class="draft-gate-back"><a href="${site.baseUrl}">${back}</a></p>`,
  });
}

function describe({ browser, started, seen }: Session, language: Language): Html {
  const { unknown, since, used } = sessionsTexts[language];
  // The reader's own clock is not known here; who compares two times needs to know whose they are.
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  const at = (time: number) => `${format.format(time)} UTC`;
  return html`<span>${browser || unknown}</span> <small>${since}: ${at(started)} · ${used}: ${at(seen)}</small>`;
}

function button(action: string, label: string, session?: string): Html {
  const field = session === undefined ? "" : html`<input type="hidden" name="session" value="${session}">`;
  return html`<form method="post" action="${action}">${field}<button type="submit" class="button button--secondary button--sm">${label}</button></form>`;
}
