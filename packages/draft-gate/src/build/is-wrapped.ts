import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

interface Themes {
  readonly themes?: readonly unknown[];
}

/**
 * Whether the configuration of a site has the gate in it, found out before anything is built.
 *
 * @param core - the folder of the site's Docusaurus
 * @throws what the configuration throws
 */
export async function isWrapped(core: string, siteDir: string): Promise<boolean> {
  const loader = path.join(core, "lib", "server", "config.js");
  // Docusaurus promises nobody this file; without it, a manifest that is missing afterwards tells the same.
  if (!existsSync(loader)) return true;
  const { loadSiteConfig } = createRequire(loader)(loader) as {
    loadSiteConfig(options: { siteDir: string }): Promise<{ siteConfig: Themes }>;
  };
  const { siteConfig } = await loadSiteConfig({ siteDir });
  return (siteConfig.themes ?? []).some(
    (theme) => typeof theme === "function" && theme.name === "docusaurusDraftGate",
  );
}
