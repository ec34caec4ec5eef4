import type { Translations } from "../../model/language.ts";

/** What the pages for signing in and out say, whatever the methods. */
export const texts: Translations<Readonly<Record<TextName, string>>> = {
  en: {
    title: "Sign in",
    lead: "Readers who sign in see pages that are not public yet.",
    or: "or",
    back: "Back to the site",
    signedOut: "You are signed out here. The sign-in service signs you out next.",
    next: "Continue",
  },
  de: {
    title: "Anmelden",
    lead: "Wer sich anmeldet, sieht auch Seiten, die noch nicht öffentlich sind.",
    or: "oder",
    back: "Zurück zur Website",
    signedOut: "Sie sind hier abgemeldet. Als Nächstes meldet Sie der Anmeldedienst ab.",
    next: "Weiter",
  },
  fr: {
    title: "Se connecter",
    lead: "Une fois connecté, vous voyez aussi les pages qui ne sont pas encore publiques.",
    or: "ou",
    back: "Retour au site",
    signedOut: "Vous êtes déconnecté de ce site. Le service de connexion vous déconnecte ensuite.",
    next: "Continuer",
  },
};

type TextName = "title" | "lead" | "or" | "back" | "signedOut" | "next";
