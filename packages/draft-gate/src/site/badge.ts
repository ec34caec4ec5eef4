/** The class of a sidebar item that leads to a draft; `client/draft-gate.css` draws the badge. */
export const badgeClass = "draft-gate-draft";

/** The text of Docusaurus's draft banner, which says by default that the page is only there in development. */
const bannerMessages: Record<string, string> = {
  en: "This page is a draft. Only readers who signed in can see it.",
  de: "Diese Seite ist ein Entwurf. Nur angemeldete Leser können sie sehen.",
  fr: "Cette page est un brouillon. Seuls les lecteurs connectés peuvent la voir.",
};

/** Code translations for the banner in the given locale. */
export function bannerTranslations(locale: string): Record<string, string> {
  const language = locale.split("-")[0] ?? locale;
  const message = bannerMessages[language] ?? bannerMessages.en ?? "";
  return { "theme.contentVisibility.draftBanner.message": message };
}
