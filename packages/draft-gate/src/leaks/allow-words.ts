import type { LocaleManifest, Manifest } from "../model/manifest.ts";
import { createMatcher } from "./matcher.ts";

/** The manifest without what stands in the given words: nobody looks for it then. */
export function allowWords(manifest: Manifest, allow: readonly string[]): Manifest {
  if (allow.length === 0) return manifest;
  const without = (locale: LocaleManifest): LocaleManifest => {
    const said = createMatcher(locale.needles, new Set()).find(allow.join("\n"), true);
    const allowed = new Set(said.map(({ needle }) => needle));
    return { ...locale, needles: locale.needles.filter((needle) => !allowed.has(needle)) };
  };
  const locales = Object.entries(manifest.locales).map(([name, locale]) => [name, without(locale)]);
  return { ...manifest, locales: Object.fromEntries(locales) };
}
