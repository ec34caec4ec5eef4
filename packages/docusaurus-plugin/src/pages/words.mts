/** The fixed words of a page's Markdown; those of the components are translated as in any theme. */
export interface Words {
  readonly index: string;
  readonly indexText: string;
  readonly exchange: string;
  readonly members: string;
  readonly noMembers: string;
  readonly examples: string;
  readonly playground: string;
  readonly sources: string;
  readonly changes: string;
  readonly profile: string;
  readonly fromDevice: string;
  readonly toDevice: string;
  answeredBy(link: string, seconds: number | undefined): string;
  answers(link: string, seconds: number | undefined): string;
}

const en: Words = {
  index: "Message types",
  indexText: "Every message type, with its members, its bytes and its examples.",
  exchange: "Exchange",
  members: "Members",
  noMembers: "The payload is one value, without members.",
  examples: "Examples",
  playground: "Try it",
  sources: "Sources",
  changes: "Changes",
  profile:
    "Part of this page is a profile of its authors: where a member is marked “profile”, no public source tells how it looks.",
  fromDevice: "The device publishes this message. Nobody answers it.",
  toDevice: "The backend publishes this message. No request is needed.",
  answeredBy: (link, seconds) =>
    `The device waits for ${link}${seconds === undefined ? "" : `, which must arrive within ${seconds} s`}.`,
  answers: (link, seconds) =>
    `The backend publishes it in answer to ${link}${seconds === undefined ? "" : `, within ${seconds} s`}.`,
};

const de: Words = {
  index: "Nachrichtentypen",
  indexText: "Jeder Nachrichtentyp mit seinen Feldern, seinen Bytes und seinen Beispielen.",
  exchange: "Ablauf",
  members: "Felder",
  noMembers: "Die Nachricht ist ein einzelner Wert ohne Felder.",
  examples: "Beispiele",
  playground: "Ausprobieren",
  sources: "Quellen",
  changes: "Änderungen",
  profile:
    "Ein Teil dieser Seite ist ein Profil ihrer Autoren: Wo ein Feld mit „Profil“ markiert ist, sagt keine öffentliche Quelle, wie es aussieht.",
  fromDevice: "Das Gerät sendet diese Nachricht. Niemand antwortet darauf.",
  toDevice: "Das Backend sendet diese Nachricht. Eine Anfrage geht ihr nicht voraus.",
  answeredBy: (link, seconds) =>
    `Das Gerät wartet auf ${link}${seconds === undefined ? "" : `; die Antwort muss innerhalb von ${seconds} s eintreffen`}.`,
  answers: (link, seconds) =>
    `Das Backend sendet sie als Antwort auf ${link}${seconds === undefined ? "" : `, innerhalb von ${seconds} s`}.`,
};

/** The words of a locale such as `de` or `de-CH`; English where there are none. */
export function wordsFor(locale: string): Words {
  return locale.split("-")[0] === "de" ? de : en;
}
