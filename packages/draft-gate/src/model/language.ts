/** The languages that the gate speaks. */
export const languages = ["en", "de", "fr"] as const;

/** One of the languages that the gate speaks. */
export type Language = (typeof languages)[number];

/** The same text, or texts, in each language. A language that lacks one does not compile. */
export type Translations<Texts> = Readonly<Record<Language, Texts>>;

/** The language of a locale such as `de-AT`; English where the gate does not speak it. */
export function languageOf(locale: string): Language {
  const [wanted] = locale.split("-");
  return languages.find((language) => language === wanted) ?? "en";
}
