import path from "node:path";
import { expect, test } from "vitest";
import { recordSite } from "./stand-in/site-record.ts";
import { standInResult } from "./stand-in/stand-in.ts";

const sites = (process.env.DRAFT_GATE_SITES ?? "").split(":").filter(Boolean);

test.runIf(sites.length > 0).each(sites)("no page of %s raises a false alarm", async (site) => {
  const { pages, needles, alarms, named, warned } = await standInResult(await recordSite(site));
  console.log(site, {
    pages,
    needles,
    alarms: alarms.length,
    named: new Set(named.map(({ page }) => page)).size,
    warned,
  });
  for (const { page, kind, needle, file } of named)
    console.log(`  ${kind} ${needle} of ${page} in ${path.relative(site, file)}`);
  expect(alarms).toEqual([]);
});
