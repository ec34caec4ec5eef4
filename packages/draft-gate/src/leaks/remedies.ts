import type { HitKind } from "./hit.ts";

const byFile: [RegExp, string][] = [
  [
    /(^|\/)llms[^/]*\.txt$|\.md$/i,
    "A plugin copies Markdown sources into the tree, drafts or links to them included: have it leave out what is a draft, or take it out of the public build.",
  ],
  [
    /search|lunr|index.*\.json$/i,
    "A search plugin indexes sources instead of public pages: exclude drafts in its options, or use one that indexes the built pages.",
  ],
  [
    /(rss|atom|feed)[^/]*\.(xml|json|xsl)$/i,
    "The feed repeats a post that tells of the draft: change the post, or leave it out of the feed.",
  ],
  [
    /sitemap[^/]*\.xml$/i,
    "The sitemap lists the draft: exclude it in the options of what writes the sitemap.",
  ],
  [
    /(sw|service-worker)[^/]*\.js$/i,
    "A service worker lists files of the draft: exclude them in its plugin's options.",
  ],
];

const byKind: Partial<Record<HitKind, string>> = {
  "draft-list":
    "The bundle lists drafts: is a docs plugin configured in a way that withDraftGate does not see?",
  glob: "A pattern of files in the options of a plugin is about drafts alone, and the options are in the bundle: have the pattern fit public pages too, say it in a function, or make it depend on DOCS_AUDIENCE.",
  content:
    "A file that only drafts use is in the tree: keep it beside the draft instead of in a static folder.",
  file: "The name of a file that only drafts use is in the tree: keep the file beside the draft, and mention it nowhere else.",
};

/** What a site owner can do about a hit. */
export function remedyFor(kind: HitKind, file: string): string {
  const special = byKind[kind] ?? byFile.find(([pattern]) => pattern.test(file))?.[1];
  if (special) return special;
  if (/(^|\/)main\.[^/]*js$|(^|\/)404\.html$/.test(file)) {
    return "It is in the configuration, the navigation or the theme: look there for the link or the words, and take them out or make them depend on DOCS_AUDIENCE.";
  }
  if (kind === "path" || kind === "source" || kind === "id") {
    return "A page or component leads to the draft in a way that the gate cannot rewrite (a React page, an expression): remove the link, or make it depend on DOCS_AUDIENCE.";
  }
  return "A public page says what the draft says: change one of the two, or add the words to the option allow of withDraftGate.";
}
