import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** Code is coloured while the pages are written; browsers get neither the theme's grammars nor its renderer. */
export default function codeColours({ siteDir }: LoadContext): Plugin {
  const file = (name: string) => path.join(siteDir, "src/highlight", name);
  return {
    name: "wirebook-code-colours",
    configureWebpack: (_config, isServer) => ({
      resolve: {
        alias: {
          "book-highlight$": file(isServer ? "at-build.ts" : "in-browser.ts"),
          "prism-react-renderer$": file("no-renderer.ts"),
        },
      },
    }),
  };
}
