import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

interface Themes {
  readonly themes?: readonly unknown[];
}

interface Where {
  readonly siteDir: string;
  readonly customConfigFilePath?: string;
}

/**
 * Whether the configuration of a site has the gate in it, found out before anything is built.
 *
 * @param core - the folder of the site's Docusaurus
 * @param config - the configuration, where it is not the one that Docusaurus finds by itself
 * @throws what the configuration throws
 */
export async function isWrapped(core: string, siteDir: string, config?: string): Promise<boolean> {
  const loader = path.join(core, "lib", "server", "config.js");
  // Docusaurus promises nobody this file; without it, a manifest that is missing afterwards tells the same.
  if (!existsSync(loader)) return true;
  const { loadSiteConfig } = createRequire(loader)(loader) as {
    loadSiteConfig(options: Where): Promise<{ siteConfig: Themes }>;
  };
  const { siteConfig } = await loadSiteConfig({
    siteDir,
    ...(config !== undefined && { customConfigFilePath: config }),
  });
  return (siteConfig.themes ?? []).some(
    (theme) => typeof theme === "function" && theme.name === "docusaurusDraftGate",
  );
}
