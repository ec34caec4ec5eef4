import path from "node:path";
import type { LoadContext } from "@docusaurus/types";

/** A Markdown file as the manifest names it: relative to the site, with `/` between folders. */
export function relativeSource(file: string, { siteDir }: LoadContext): string {
  return path.relative(siteDir, file).split(path.sep).join("/");
}
