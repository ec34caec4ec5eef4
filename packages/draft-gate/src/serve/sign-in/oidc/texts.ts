import type { Translations } from "../../../model/language.ts";
import type { Notice } from "../notice.ts";

/** What the button says; a provider has a name if the configuration gives it one. */
export const texts: Translations<{
  readonly provider: string;
  readonly providerNamed: (label: string) => string;
}> = {
  en: {
    provider: "Sign in with your organisation's account",
    providerNamed: (label) => `Sign in with ${label}`,
  },
  de: {
    provider: "Mit dem Konto Ihrer Organisation anmelden",
    providerNamed: (label) => `Mit ${label} anmelden`,
  },
  fr: {
    provider: "Se connecter avec le compte de votre organisation",
    providerNamed: (label) => `Se connecter avec ${label}`,
  },
};

/** The provider does not answer. */
export const providerDown: Notice = {
  status: 503,
  text: {
    en: "The sign-in service cannot be reached. Please try again in a moment.",
    de: "Der Anmeldedienst ist nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
    fr: "Le service de connexion est injoignable. Veuillez réessayer dans un instant.",
  },
};

/** The provider says no, or what it says does not hold. */
export const providerRefused: Notice = {
  status: 400,
  text: {
    en: "Signing in did not work. Please try again.",
    de: "Die Anmeldung ist fehlgeschlagen. Bitte versuchen Sie es noch einmal.",
    fr: "La connexion a échoué. Veuillez réessayer.",
  },
};

/** The provider knows the reader; the configuration does not name them. */
export const notAllowed: Notice = {
  status: 403,
  text: {
    en: "Your account may not read here. Please ask the owner of this site.",
    de: "Ihr Konto darf hier nicht lesen. Bitte fragen Sie, wem diese Website gehört.",
    fr: "Votre compte ne donne pas accès à ces pages. Adressez-vous au propriétaire du site.",
  },
};
