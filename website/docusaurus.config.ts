import type { Config } from "@docusaurus/types";
import { withDraftGate } from "docusaurus-draft-gate";

const config: Config = {
  title: "Wirebook",
  tagline: "Typed CBOR codecs for device messages, and the book that documents them, from one definition",
  url: "https://wirebook.example.com",
  baseUrl: "/",
  favicon: "img/wirebook.svg",
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  markdown: { hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  future: { v4: true, faster: true },
  plugins: [
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
  presets: [["classic", { docs: { sidebarPath: "./sidebars.ts" }, blog: false }]],
  themeConfig: {
    navbar: {
      title: "Wirebook",
      items: [{ type: "docSidebar", sidebarId: "book", label: "Book", position: "left" }],
    },
  },
};

export default withDraftGate(config);
