/**
 * Every way in which a public build without the drafts still tells of them, and that the gate closes, by name. A name can be given to
 * `leaveOpen`; the proof does so, one name after the other, and expects the scan to find what comes out.
 */
export const closings = {
  links: "links to drafts in Markdown and MDX",
  navbar: "navbar items that lead to drafts",
  footer: "footer items that lead to drafts",
  "sidebar-links": "sidebar items of type link that lead to drafts",
  "sidebar-labels":
    "the label of a category whose link document is a draft, the name of a sidebar of drafts only",
  "blog-archive": "the raw Markdown of all posts in the archive page's data",
  redirects: "redirects to or from drafts",
  "plugin-options": "options of plugins, which Docusaurus copies into the bundle, that name drafts",
} as const;

/** The name of one closing. */
export type Closing = keyof typeof closings;
