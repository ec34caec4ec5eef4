import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";
import type { SiteOptions } from "./build-site.ts";
import { causesOf } from "./causes.ts";
import { isWrapped } from "./is-wrapped.ts";
import type { Failure } from "./site-failure.ts";

// The process that Docusaurus runs in. Without its parent it would go on writing while the next build starts.
process.on("disconnect", () => process.exit(1));

const begin = once(process, "message");

const [siteDir = ".", told = "{}"] = process.argv.slice(2);
const options = JSON.parse(told) as SiteOptions & { readonly outDir: string };

try {
  // The site's own Docusaurus, whatever this package was installed beside. Its package names no main file; this is
  // the one that its command starts with.
  const require = createRequire(path.join(siteDir, "package.json"));
  const core = path.dirname(require.resolve("@docusaurus/core/package.json"));
  const docusaurus = await import(pathToFileURL(path.join(core, "lib", "index.js")).href);

  // Loading Docusaurus takes a while and needs nothing of the site, so that is done before there is anything to build.
  await begin;
  if (!(await isWrapped(core, siteDir, options.config))) await fail({ isWrapped: false, causes: [] });
  await docusaurus.build(siteDir, options);
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
