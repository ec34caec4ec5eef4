import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** What of a site's configuration is looked at before Docusaurus does. */
export interface SiteConfig {
  readonly themes?: readonly unknown[];
  readonly plugins?: readonly unknown[];
  readonly presets?: readonly unknown[];
}

interface Where {
  readonly siteDir: string;
  readonly customConfigFilePath?: string;
}

/**
 * Loads the configuration of a site as Docusaurus does.
 *
 * @param core - the folder of the site's Docusaurus
 * @param config - the configuration, where it is not the one that Docusaurus finds by itself
 * @returns nothing where this Docusaurus does not offer it
 * @throws what the configuration throws
 */
export async function loadConfig(
  core: string,
  siteDir: string,
  config?: string,
): Promise<SiteConfig | undefined> {
  const loader = path.join(core, "lib", "server", "config.js");
  // Docusaurus promises nobody this file.
  if (!existsSync(loader)) return undefined;
  const { loadSiteConfig } = createRequire(loader)(loader) as {
    loadSiteConfig(options: Where): Promise<{ siteConfig: SiteConfig }>;
  };
  const { siteConfig } = await loadSiteConfig({
    siteDir,
    ...(config !== undefined && { customConfigFilePath: config }),
  });
  return siteConfig;
}

/** The folder of a site's own Docusaurus, whatever this package was installed beside. */
export function coreOf(siteDir: string): string {
  const require = createRequire(path.join(siteDir, "package.json"));
  return path.dirname(require.resolve("@docusaurus/core/package.json"));
}
