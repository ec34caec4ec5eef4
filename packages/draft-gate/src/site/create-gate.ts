import type { Config, LoadContext } from "@docusaurus/types";
import type { Audience } from "../model/audience.ts";
import type { Closing } from "../model/closings.ts";
import { sameDocument } from "../model/content-roots.ts";
import { createDraftLinks } from "../model/draft-links.ts";
import { type Findings, type Gate, noFindings } from "../model/gate.ts";
import type { GateSettings } from "../model/options.ts";
import { createFrontMatter } from "./front-matter.ts";

/** Makes the gate for one load of the configuration. */
export function createGate(audience: Audience, settings: GateSettings, site: Config): Gate {
  const findings = noFindings();
  const shows = {
    closes: (closing: Closing) => audience === "public" && !settings.leaveOpen.has(closing),
    showsDrafts: () => audience === "private" || process.env.NODE_ENV !== "production",
  };
  return {
    audience,
    settings,
    siteBaseUrl: site.baseUrl,
    ...findings,
    ...shows,
    ...createFrontMatter(site, findings, shows),
    announce: createMeeting(),
    draftFiles: () => draftFiles(findings),
    links: (context) => draftLinks(findings, context),
  };
}

/** A meeting of all who announced themselves: whoever arrives waits for the others. */
function createMeeting(): () => () => Promise<void> {
  const arrivals: Promise<void>[] = [];
  return () => {
    let arrive = () => {};
    arrivals.push(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    return async () => {
      arrive();
      await Promise.all(arrivals);
    };
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
