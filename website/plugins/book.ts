import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { generatedPages } from "./pages.ts";

/** Writes the pages that are made of what stands elsewhere in the repository, before any docs are read. */
export default function book({ siteDir }: LoadContext): Plugin {
  for (const [name, content] of generatedPages(path.join(siteDir, ".."))) {
    const file = path.join(siteDir, "docs", name);
    if (existsSync(file) && readFileSync(file, "utf8") === content) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return { name: "wirebook-book" };
}
