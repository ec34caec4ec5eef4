import type { Translations } from "../../model/language.ts";

/** What the sign-in page tells somebody who was not let in, and the status that it is sent with. */
export interface Notice {
  readonly status: number;
  readonly text: Translations<string>;
}

/** The form, or what a browser remembers of a sign-in, is none that this server sent to it lately. */
export const stale: Notice = {
  status: 400,
  text: {
    en: "This form is out of date. Please try again; cookies must be allowed.",
    de: "Dieses Formular ist veraltet. Bitte versuchen Sie es noch einmal; Cookies müssen erlaubt sein.",
    fr: "Ce formulaire a expiré. Veuillez réessayer ; les cookies doivent être autorisés.",
  },
};

/** The site was opened under another name than its own, where cookies and the way back do not work. */
export function elsewhere(url: string): Notice {
  return {
    status: 400,
    text: {
      en: `Signing in works at ${url} only. Please open the site there.`,
      de: `Die Anmeldung geht nur unter ${url}. Bitte öffnen Sie die Website dort.`,
      fr: `La connexion ne fonctionne qu'à l'adresse ${url}. Veuillez y ouvrir le site.`,
    },
  };
}

/** The limits are reached. */
export const tooMany: Notice = {
  status: 429,
  text: {
    en: "Too many attempts. Please wait a few minutes, then try again.",
    de: "Zu viele Versuche. Bitte warten Sie einige Minuten.",
    fr: "Trop de tentatives. Veuillez patienter quelques minutes.",
  },
};
