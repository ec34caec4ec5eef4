import { existsSync, readFileSync } from "node:fs";

/** The fixed texts of a page's Markdown by their keys, as `locales/en/pages.json` has them. */
export type PageTexts = Readonly<Record<PageTextKey, string>>;

type PageTextKey =
  | "index"
  | "indexText"
  | "exchange"
  | "members"
  | "noMembers"
  | "examples"
  | "playground"
  | "sources"
  | "changes"
  | "profile"
  | "fromDevice"
  | "toDevice"
  | "answeredBy"
  | "answeredByWithin"
  | "answers"
  | "answersWithin";

/** The texts of the pages in a locale such as `de` or `de-CH`; English where there are none. */
export function pageTexts(locale: string): PageTexts {
  return (readLocale(locale, "pages") ?? readLocale("en", "pages")) as PageTexts;
}

/** The texts of the theme's components in a locale; none for English, which stands in the components themselves. */
export function themeTexts(locale: string): Record<string, string> {
  return readLocale(locale, "theme") ?? {};
}

/** A text with values in the place of their names: `{link}`, `{seconds}`. */
export function interpolate(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name));
}

function readLocale(locale: string, name: "pages" | "theme"): Record<string, string> | undefined {
  const [language = ""] = locale.split("-");
  if (!/^\w+$/.test(language)) return undefined;
  const file = new URL(`../locales/${language}/${name}.json`, import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : undefined;
}
