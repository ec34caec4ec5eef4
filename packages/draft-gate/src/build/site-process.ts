import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { Place, SiteOptions } from "./build-site.ts";
import { causesOf } from "./causes.ts";
import { isWrapped } from "./is-wrapped.ts";
import { coreOf } from "./load-config.ts";
import type { Failure } from "./site-failure.ts";

// The process that Docusaurus runs in. Without its parent it would go on writing while the next build starts.
process.on("disconnect", () => process.exit(1));

const begin = once(process, "message");

const [siteDir = ".", told = "{}"] = process.argv.slice(2);
const options = JSON.parse(told) as SiteOptions & { readonly outDir: string };

try {
  // Its package names no main file; this is the one that its command starts with.
  const core = coreOf(siteDir);
  const docusaurus = await import(pathToFileURL(path.join(core, "lib", "index.js")).href);

  // Loading Docusaurus takes a while and needs nothing of the site, so that is done before there is anything to build.
  const [place] = (await begin) as [Place];
  // A shell says where it is in these, and some plugins ask them.
  Object.assign(process.env, place.env, { PWD: place.siteDir, INIT_CWD: place.siteDir });
  process.chdir(place.siteDir);
  if (!(await isWrapped(core, place.siteDir, options.config))) await fail({ isWrapped: false, causes: [] });
  await docusaurus.build(place.siteDir, options);
  process.exit(0);
} catch (error) {
  console.error(inspect(error, { depth: null }));
  await fail({ isWrapped: true, causes: causesOf(error) });
}

async function fail(failure: Failure): Promise<never> {
  // Told first: what is under way when a process exits is lost.
  await new Promise((resolve) => process.send?.(failure, resolve));
  process.exit(1);
}
