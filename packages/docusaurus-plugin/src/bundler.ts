import { createRequire } from "node:module";
import type { Plugin } from "@docusaurus/types";

const require = createRequire(import.meta.url);

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
        "@wirebook/codec/runtime$": require.resolve("@wirebook/codec/runtime"),
        "@wirebook/codec/views$": require.resolve("@wirebook/codec/views"),
        "@wirebook/codec$": require.resolve("@wirebook/codec"),
      },
    },
  };
}
