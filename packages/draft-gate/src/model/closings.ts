/**
 * Every way a stock public build tells of drafts that the gate closes, by name. A name can be given to
 * `leaveOpen`; the proof does so, one name after the other, and expects the scan to find what comes out.
 */
export const closings = {
  "draft-ids": "the ids of all drafts in the bundle's global data",
  links: "links to drafts in Markdown and MDX",
  navbar: "navbar items that lead to drafts",
  footer: "footer items that lead to drafts",
  "sidebar-links": "sidebar items of type link that lead to drafts",
  "sidebar-labels":
    "the label of a category whose link document is a draft, the name of a sidebar of drafts only",
  translations: "translations of a draft that lack their own draft: true",
  "static-files": "files in the static folders that only drafts use",
  "blog-archive": "the raw Markdown of all posts in the archive page's data",
  authors: "blog authors who wrote only drafts",
  redirects: "redirects to or from drafts",
  "plugin-options": "options of plugins, which Docusaurus copies into the bundle, that name drafts",
  "search-index-name": "a search index named after a hash over all sources, drafts included",
  cache: "one bundler cache for both audiences and for all sets of drafts",
} as const;

/** The name of one closing. */
export type Closing = keyof typeof closings;
