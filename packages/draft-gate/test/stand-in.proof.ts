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
  console.log(JSON.stringify(named.slice(0, 40), null, 1));
  expect(alarms).toEqual([]);
});
