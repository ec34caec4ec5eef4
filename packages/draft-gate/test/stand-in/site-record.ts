import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BlogPost } from "@docusaurus/plugin-content-blog";
import type { LoadedVersion } from "@docusaurus/plugin-content-docs";
import type { LoadContext } from "@docusaurus/types";
import { docusaurusCommand, run } from "../site.ts";

/** What `record.mjs` writes down of a site. */
export interface SiteRecord {
  readonly outDir: string;
  readonly context: LoadContext;
  readonly content: {
    readonly docs: readonly { readonly id: string; readonly versions: readonly LoadedVersion[] }[];
    readonly blogs: readonly { readonly id: string; readonly posts: readonly BlogPost[] }[];
    readonly pages: readonly { readonly id: string; readonly pages: readonly PageRecord[] }[];
  };
}

interface PageRecord {
  readonly type: "jsx" | "mdx";
  readonly source: string;
  readonly permalink: string;
  readonly title?: string;
}

/** Builds a site as it is, in one locale, and writes down what is in it; STAND_IN_KEEP takes what was written before. */
export async function recordSite(site: string): Promise<SiteRecord> {
  const at = (name: string) => path.join(site, name);
  // Not among the sources, which it repeats.
  const record = at(".docusaurus/stand-in.json");
  if (process.env.STAND_IN_KEEP && existsSync(record)) return JSON.parse(readFileSync(record, "utf8"));
  const config = ["js", "mjs", "ts", "mts"]
    .map((end) => `docusaurus.config.${end}`)
    .find((name) => existsSync(at(name)));
  const plugin = fileURLToPath(new URL("record.mjs", import.meta.url));
  writeFileSync(
    at("stand-in.config.mjs"),
    `import config from "./${config}";\nconst site = typeof config === "function" ? await config() : config;\nexport default { ...site, plugins: [...(site.plugins ?? []), ${JSON.stringify(plugin)}] };\n`,
  );
  const args = ["build", "--config", "stand-in.config.mjs", "--out-dir", "stand-in-tree", "--locale", "en"];
  const { code, output } = await run(docusaurusCommand, args, site, { STAND_IN_RECORD: record });
  if (code !== 0) throw new Error(output.slice(-4000));
  return JSON.parse(readFileSync(record, "utf8"));
}
