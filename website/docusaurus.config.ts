import type { Config } from "@docusaurus/types";
import { withDraftGate } from "docusaurus-draft-gate";
import book from "./plugins/book.ts";
import codeColours from "./plugins/code-colours.ts";
import lightStart from "./plugins/light-start.ts";
import rawText from "./plugins/raw-text.ts";

const config: Config = {
  title: "Wirebook",
  tagline: "Typed CBOR codecs for device messages, and the book that documents them, from one definition",
  url: "https://wirebook.example.com",
  baseUrl: "/",
  trailingSlash: false,
  favicon: "img/wirebook.svg",
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  markdown: { format: "detect", hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  future: { v4: true, faster: true },
  i18n: { defaultLocale: "en", locales: ["en", "de"] },
  plugins: [
    book,
    rawText,
    codeColours,
    lightStart,
    [
      "docusaurus-plugin-wirebook",
      {
        messages: "@wirebook/schemas",
        importFrom: "@wirebook/schemas/{name}",
        topic: [
          { name: "prefix", example: "LOB" },
          { name: "device", example: "70b3d5e050020901", description: "DevEUI" },
        ],
      },
    ],
  ],
  themes: [
    [
      "@easyops-cn/docusaurus-search-local",
      {
        hashed: false,
        searchBarShortcutHint: false,
        language: ["en", "de"],
        indexBlog: false,
        docsRouteBasePath: "docs",
        highlightSearchTermsOnTargetPage: false,
        ignoreCssSelectors: [".wb-members__tools", ".wb-hidden"],
      },
    ],
  ],
  presets: [
    [
      "classic",
      {
        docs: { sidebarPath: "./sidebars.ts" },
        blog: false,
        theme: { customCss: "./src/css/custom.css" },
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "Wirebook",
      logo: { src: "img/wirebook.svg", alt: "" },
      items: [
        { type: "docSidebar", sidebarId: "book", label: "Book", position: "left" },
        { to: "/docs/messages", label: "Message types", position: "left", activeBasePath: "/docs/messages" },
        { to: "/playground", label: "Playground", position: "left" },
        { type: "localeDropdown", position: "right" },
      ],
    },
    footer: {
      copyright: "Wirebook. MIT licensed. None of this is an official specification.",
    },
  },
};

export default withDraftGate(config);
