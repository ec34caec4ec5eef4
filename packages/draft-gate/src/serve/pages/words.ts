import { negotiate } from "@fastify/accept-negotiator";

const english = {
  title: "Sign in",
  lead: "Readers who sign in see pages that are not public yet.",
  name: "Name",
  password: "Password",
  submit: "Sign in",
  or: "or",
  provider: "Sign in with your organisation's account",
  providerNamed: (label: string) => `Sign in with ${label}`,
  back: "Back to the site",
  wrong: "Name or password is wrong.",
  stale: "This form is out of date. Please try again; cookies must be allowed.",
  tooMany: "Too many attempts. Please wait a few minutes, then try again.",
  busy: "Too many people are signing in right now. Please try again in a moment.",
  providerDown: "The sign-in service cannot be reached. Please try again in a moment.",
  providerRefused: "Signing in did not work. Please try again.",
  signedOut: "You are signed out here. The sign-in service signs you out next.",
  next: "Continue",
  notAllowed: "Your account may not read here. Please ask the owner of this site.",
};

/** What the sign-in page says. */
export type Words = typeof english;

/** A message that the sign-in page can show. */
export type Message = keyof Pick<
  Words,
  "wrong" | "stale" | "tooMany" | "busy" | "providerDown" | "providerRefused" | "notAllowed"
>;

const german: Words = {
  title: "Anmelden",
  lead: "Wer sich anmeldet, sieht auch Seiten, die noch nicht öffentlich sind.",
  name: "Name",
  password: "Passwort",
  submit: "Anmelden",
  or: "oder",
  provider: "Mit dem Konto Ihrer Organisation anmelden",
  providerNamed: (label) => `Mit ${label} anmelden`,
  back: "Zurück zur Website",
  wrong: "Name oder Passwort ist falsch.",
  stale: "Dieses Formular ist veraltet. Bitte versuchen Sie es noch einmal; Cookies müssen erlaubt sein.",
  tooMany: "Zu viele Versuche. Bitte warten Sie einige Minuten.",
  busy: "Gerade melden sich zu viele Personen an. Bitte versuchen Sie es gleich noch einmal.",
  providerDown: "Der Anmeldedienst ist nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  providerRefused: "Die Anmeldung ist fehlgeschlagen. Bitte versuchen Sie es noch einmal.",
  signedOut: "Sie sind hier abgemeldet. Als Nächstes meldet Sie der Anmeldedienst ab.",
  next: "Weiter",
  notAllowed: "Ihr Konto darf hier nicht lesen. Bitte fragen Sie, wem diese Website gehört.",
};

const french: Words = {
  title: "Se connecter",
  lead: "Une fois connecté, vous voyez aussi les pages qui ne sont pas encore publiques.",
  name: "Nom",
  password: "Mot de passe",
  submit: "Se connecter",
  or: "ou",
  provider: "Se connecter avec le compte de votre organisation",
  providerNamed: (label) => `Se connecter avec ${label}`,
  back: "Retour au site",
  wrong: "Le nom ou le mot de passe est incorrect.",
  stale: "Ce formulaire a expiré. Veuillez réessayer ; les cookies doivent être autorisés.",
  tooMany: "Trop de tentatives. Veuillez patienter quelques minutes.",
  busy: "Trop de personnes se connectent en ce moment. Veuillez réessayer dans un instant.",
  providerDown: "Le service de connexion est injoignable. Veuillez réessayer dans un instant.",
  providerRefused: "La connexion a échoué. Veuillez réessayer.",
  signedOut: "Vous êtes déconnecté de ce site. Le service de connexion vous déconnecte ensuite.",
  next: "Continuer",
  notAllowed: "Votre compte ne donne pas accès à ces pages. Adressez-vous au propriétaire du site.",
};

const languages = { en: english, de: german, fr: french };

/** The words in the first language of the browser's that there are words for, English without one. */
export function wordsFor(acceptLanguage: string | undefined): { lang: keyof typeof languages; words: Words } {
  // A browser that wants "de-AT" alone is served with "de".
  const wanted = acceptLanguage?.toLowerCase().replace(/\b([a-z]{2})-[a-z0-9-]+/g, "$1");
  const lang = negotiate(wanted ?? "", ["en", "de", "fr"]) ?? "en";
  return { lang, words: languages[lang] };
}
