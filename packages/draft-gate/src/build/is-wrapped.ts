import { loadConfig } from "./load-config.ts";

/**
 * Whether the configuration of a site has the gate in it, found out before anything is built.
 *
 * @param core - the folder of the site's Docusaurus
 * @param config - the configuration, where it is not the one that Docusaurus finds by itself
 * @throws what the configuration throws
 */
export async function isWrapped(core: string, siteDir: string, config?: string): Promise<boolean> {
  const siteConfig = await loadConfig(core, siteDir, config);
  // Where nothing can be said before, a manifest that is missing afterwards tells the same.
  if (siteConfig === undefined) return true;
  return (siteConfig.themes ?? []).some(
    (theme) => typeof theme === "function" && theme.name === "docusaurusDraftGate",
  );
}
