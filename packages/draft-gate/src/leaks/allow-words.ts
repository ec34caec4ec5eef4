import type { LocaleManifest, Manifest } from "../model/manifest.ts";
import type { Needle } from "../model/needle.ts";
import { createMatcher } from "./matcher.ts";
import { anySite } from "./surroundings.ts";

/** The manifest without what stands in the given words: nobody looks for it then. */
export function allowWords(manifest: Manifest, allow: readonly string[]): Manifest {
  if (allow.length === 0) return manifest;
  const without = (locale: LocaleManifest): LocaleManifest => {
    const allowed = allowedBy(locale.needles, allow);
    return { ...locale, needles: locale.needles.filter((needle) => !allowed.has(needle)) };
  };
  const locales = Object.entries(manifest.locales).map(([name, locale]) => [name, without(locale)]);
  return { ...manifest, locales: Object.fromEntries(locales) };
}

/** The needles that stand in the given words: names as they are, and what is words itself in any spelling. */
export function allowedBy(needles: readonly Needle[], allow: readonly string[]): Set<Needle> {
  const said = createMatcher(needles, anySite).find(allow.join("\n"), true);
  const named = new Set(allow);
  return new Set([...said.map(({ needle }) => needle), ...needles.filter(({ text }) => named.has(text))]);
}
