import type { LocaleManifest } from "../model/manifest.ts";
import type { Needle } from "../model/needle.ts";

/** All needles, each with the Markdown file of the draft that it tells of, where it tells of one only. */
export function needleSources(
  locales: readonly LocaleManifest[],
  listed = ({ needles }: LocaleManifest): readonly Needle[] => needles,
): Map<Needle, string | undefined> {
  const sources = new Map<Needle, string | undefined>();
  for (const locale of locales) {
    for (const needle of listed(locale)) sources.set(needle, locale.drafts[needle.draft ?? -1]?.source);
  }
  return sources;
}
