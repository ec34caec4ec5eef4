import type { Translations } from "../../model/language.ts";

/** What the page of a reader's own sessions says. */
export const sessionsTexts: Translations<Readonly<Record<TextName, string>>> = {
  en: {
    title: "Your sessions",
    lead: "Where you are signed in to this site. End what you do not know.",
    unknown: "Unknown browser",
    current: "this browser",
    since: "Signed in",
    used: "Last used",
    end: "End",
    endOthers: "End all others",
    signOut: "Sign out",
    back: "Back to the site",
  },
  de: {
    title: "Ihre Sitzungen",
    lead: "Hier sind Sie auf dieser Website angemeldet. Beenden Sie, was Sie nicht kennen.",
    unknown: "Unbekannter Browser",
    current: "dieser Browser",
    since: "Angemeldet",
    used: "Zuletzt benutzt",
    end: "Beenden",
    endOthers: "Alle anderen beenden",
    signOut: "Abmelden",
    back: "Zurück zur Website",
  },
  fr: {
    title: "Vos sessions",
    lead: "Voici où vous êtes connecté à ce site. Fermez ce que vous ne reconnaissez pas.",
    unknown: "Navigateur inconnu",
    current: "ce navigateur",
    since: "Connexion",
    used: "Dernière utilisation",
    end: "Fermer",
    endOthers: "Fermer toutes les autres",
    signOut: "Se déconnecter",
    back: "Retour au site",
  },
};

type TextName =
  | "title"
  | "lead"
  | "unknown"
  | "current"
  | "since"
  | "used"
  | "end"
  | "endOthers"
  | "signOut"
  | "back";
