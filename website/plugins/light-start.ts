import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";

/** What keeps a page's first second free for its reader. */
export default function lightStart({ siteDir }: LoadContext): Plugin {
  const file = (name: string) => path.join(siteDir, "src/client", name);
  return {
    name: "wirebook-light-start",
    getClientModules: () => [file("prefetch-when-idle.ts")],
    configureWebpack(config, isServer) {
      if (isServer || process.env.NODE_ENV !== "production") return {};
      const docusaurus = config.entry as string;
      config.entry = file("start.ts");
      return {
        resolve: { alias: { "docusaurus-client-entry$": docusaurus } },
        optimization: {
          splitChunks: {
            cacheGroups: {
              // Read by the browser while it still fetches the rest, and kept when the site changes.
              react: {
                name: "react",
                test: /node_modules\/(?:react|react-dom|scheduler)\//,
                chunks: "initial",
                priority: 60,
              },
            },
          },
        },
      };
    },
  };
}
