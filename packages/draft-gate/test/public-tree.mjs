// Builds the public tree of a site from the manifest of its private one, as `build` does: node public-tree.mjs SITE OUT MANIFEST LOCALE…
import path from "node:path";
import { startSite } from "../dist/build/build-site.js";
import { copySite, placeMirror } from "../dist/mirror/create-mirror.js";
import { readManifest } from "../dist/model/manifest.js";

const [siteDir, out, manifest, ...locale] = process.argv.slice(2);
const site = path.resolve(siteDir);
const at = (file) => path.resolve(site, file);
const mirror = await placeMirror(site);
const options = locale.length > 0 ? { locale } : {};
const build = startSite({
  siteDir: site,
  options,
  audience: "public",
  outDir: at(out),
  log: at("public.log"),
  manifest: at(manifest),
});
try {
  const leaveOpen = (process.env.FIXTURE_OPEN ?? "").split(",");
  await copySite(site, await readManifest(at(manifest)), mirror, leaveOpen);
  await build.build(mirror);
} finally {
  build.end();
  if (!process.env.KEEP_MIRROR) mirror.remove();
}
