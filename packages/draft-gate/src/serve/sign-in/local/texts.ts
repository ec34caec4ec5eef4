import type { Translations } from "../../../model/language.ts";
import type { Notice } from "../notice.ts";

/** What the form says. */
export const texts: Translations<Readonly<Record<"name" | "password" | "submit", string>>> = {
  en: { name: "Name", password: "Password", submit: "Sign in" },
  de: { name: "Name", password: "Passwort", submit: "Anmelden" },
  fr: { name: "Nom", password: "Mot de passe", submit: "Se connecter" },
};

/** There is no such account, or its password is another one: nobody learns which. */
export const wrong: Notice = {
  status: 401,
  text: {
    en: "Name or password is wrong.",
    de: "Name oder Passwort ist falsch.",
    fr: "Le nom ou le mot de passe est incorrect.",
  },
};

/** Too many passwords wait to be compared. */
export const busy: Notice = {
  status: 503,
  text: {
    en: "Too many people are signing in right now. Please try again in a moment.",
    de: "Gerade melden sich zu viele Personen an. Bitte versuchen Sie es gleich noch einmal.",
    fr: "Trop de personnes se connectent en ce moment. Veuillez réessayer dans un instant.",
  },
};
