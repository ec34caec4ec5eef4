import { readFile } from "node:fs/promises";

/** The words of the theme's components in a locale such as `de` or `de-CH`; none for English, which they have themselves. */
export async function codeTranslations(locale: string): Promise<Record<string, string>> {
  if (locale.split("-")[0] !== "de") return {};
  const file = new URL("../locales/de.json", import.meta.url);
  return JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
}
