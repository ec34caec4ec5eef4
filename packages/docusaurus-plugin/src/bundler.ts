import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "@docusaurus/types";

const require = createRequire(import.meta.url);

/** The file that pages are sent for a part of the codec: here, Node would find the one that is for Node. */
function forPages(part: "." | "./runtime" | "./views"): string {
  const about = require.resolve("@wirebook/codec/package.json");
  const { exports } = require(about) as { exports: Record<typeof part, { default: string }> };
  return join(dirname(about), exports[part].default);
}

/**
 * What the bundler of the site has to know.
 *
 * @param clientFolder - compiled modules that the components and the playground's thread share
 * @param staticFolder - files that the development server has no built tree to take from; none for the server's bundle
 */
export function bundlerSettings(
  clientFolder: string,
  staticFolder: { readonly directory: string; readonly publicPath: string } | undefined,
): ReturnType<NonNullable<Plugin["configureWebpack"]>> {
  return {
    ...(staticFolder === undefined ? {} : { devServer: { static: [staticFolder] } }),
    resolve: {
      alias: {
        "@wirebook-client": clientFolder,
        // Generated modules lie in the site, which need not have the codec among its own packages.
        "@wirebook/codec/runtime$": forPages("./runtime"),
        "@wirebook/codec/views$": forPages("./views"),
        "@wirebook/codec$": forPages("."),
      },
    },
  };
}
