import { negotiate } from "@fastify/accept-negotiator";
import { type Language, languages } from "../../model/language.ts";

/** The first of the browser's languages that the gate speaks; English without one. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  // A browser that wants "de-AT" alone is served with "de".
  const wanted = acceptLanguage?.toLowerCase().replace(/\b([a-z]{2})-[a-z0-9-]+/g, "$1");
  const found = negotiate(wanted ?? "", [...languages]);
  return languages.find((language) => language === found) ?? "en";
}
