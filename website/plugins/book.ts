import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { apiPages } from "./pages/api.ts";
import { changelogPage } from "./pages/changelog.ts";
import { performancePage } from "./pages/performance.ts";

/** Writes the pages that are made of what stands elsewhere in the repository, before any docs are read. */
export default async function book({ siteDir }: LoadContext): Promise<Plugin> {
  const root = path.join(siteDir, "..");
  const docs = path.join(siteDir, "docs");
  const api = path.join(docs, "api");
  const pages = await apiPages(root, (page) => readIfThere(path.join(api, page)));
  for (const [name, content] of pages) write(path.join(api, name), content);
  for (const name of readdirSync(api)) if (!pages.has(name)) rmSync(path.join(api, name));
  write(path.join(docs, "performance.md"), performancePage(root));
  write(path.join(docs, "changelog.md"), changelogPage(root));
  return { name: "wirebook-book" };
}

function write(file: string, content: string): void {
  if (readIfThere(file) === content) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
