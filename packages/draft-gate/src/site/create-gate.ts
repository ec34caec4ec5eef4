import type { Config, LoadContext } from "@docusaurus/types";
import type { Audience } from "../model/audience.ts";
import type { Closing } from "../model/closings.ts";
import { sameDocument } from "../model/content-roots.ts";
import { createDraftLinks } from "../model/draft-links.ts";
import { type Findings, type Gate, noFindings } from "../model/gate.ts";
import type { Mirror } from "../model/mirror.ts";
import type { GateSettings } from "../model/options.ts";
import { createFrontMatter } from "./front-matter.ts";

/**
 * Makes the gate for one load of the configuration.
 *
 * @param known - what is known of the drafts where they are not to be found
 * @param mirror - the mirror that the site is built from, where it is
 */
export function createGate(
  audience: Audience,
  settings: GateSettings,
  site: Config,
  known: Findings = noFindings(),
  mirror?: Mirror,
): Gate {
  const findings = known;
  const shows = {
    closes: (closing: Closing) => audience === "public" && !settings.leaveOpen.has(closing),
    showsDrafts: () => audience === "private" || process.env.NODE_ENV !== "production",
  };
  return {
    audience,
    settings,
    mirror,
    siteBaseUrl: site.baseUrl,
    ...findings,
    ...shows,
    ...createFrontMatter(site, findings, shows, mirror),
    draftFiles: () => draftFiles(findings),
    links: (context) => draftLinks(findings, context),
  };
}

function draftFiles({ drafts, roots }: Findings): Set<string> {
  return new Set(drafts.flatMap(({ file }) => sameDocument(file, roots)));
}

function draftLinks(findings: Findings, { siteDir, siteConfig, i18n }: LoadContext) {
  return createDraftLinks({
    siteDir,
    url: siteConfig.url,
    baseUrls: [siteConfig.baseUrl, ...Object.values(i18n.localeConfigs).map(({ baseUrl }) => baseUrl)],
    permalinks: findings.drafts.map(({ permalink }) => permalink),
    files: draftFiles(findings),
    folders: findings.roots.flatMap(({ base, localized }) => [...localized, base]),
  });
}
