import { languageOf, type Translations } from "../model/language.ts";

/** What the gate says on a page of the site. */
export interface SiteTexts {
  readonly signIn: string;
  readonly signOut: string;
  /** In place of Docusaurus's own banner, which says that the page is only there in development. */
  readonly draftBanner: string;
}

const texts: Translations<SiteTexts> = {
  en: {
    signIn: "Sign in",
    signOut: "Sign out",
    draftBanner: "This page is a draft. Only readers who signed in can see it.",
  },
  de: {
    signIn: "Anmelden",
    signOut: "Abmelden",
    draftBanner: "Diese Seite ist ein Entwurf. Nur angemeldete Leser können sie sehen.",
  },
  fr: {
    signIn: "Se connecter",
    signOut: "Se déconnecter",
    draftBanner: "Cette page est un brouillon. Seuls les lecteurs connectés peuvent la voir.",
  },
};

/** What the gate says in the language of a locale. */
export function siteTexts(locale: string): SiteTexts {
  return texts[languageOf(locale)];
}
