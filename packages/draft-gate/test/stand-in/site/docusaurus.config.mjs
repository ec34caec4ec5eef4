// A site whose pages say what others say too: each of them stands for a draft, and none may raise a false alarm.
export default {
  title: "Everyday",
  tagline: "Words that any site has",
  url: "https://docs.example.com",
  baseUrl: "/",
  organizationName: "team",
  projectName: "book",
  onBrokenLinks: "ignore",
  onBrokenAnchors: "ignore",
  markdown: { hooks: { onBrokenMarkdownLinks: "ignore" } },
  future: { v4: true, faster: true },
  presets: [
    [
      "classic",
      {
        docs: {
          routeBasePath: "/",
          sidebarPath: "./sidebars.js",
          editUrl: "https://github.com/team/book/edit/main/",
        },
        blog: { onUntruncatedBlogPosts: "ignore", onInlineAuthors: "ignore", onInlineTags: "ignore" },
        sitemap: { ignorePatterns: ["/blog/tags/**"] },
      },
    ],
  ],
  themeConfig: {
    navbar: {
      title: "Everyday",
      items: [
        { type: "doc", docId: "users", label: "User management" },
        { to: "/blog", label: "Blog" },
      ],
    },
    footer: { links: [{ title: "More", items: [{ to: "/release-notes", label: "Release notes" }] }] },
  },
};
