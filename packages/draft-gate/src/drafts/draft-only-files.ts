import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { LoadContext, PluginRouteConfig, RouteConfig } from "@docusaurus/types";
import type { Gate } from "../model/gate.ts";
import { pagePath, percentDecoded } from "../model/page-path.ts";
import { pageReferences, styleReferences } from "./page-references.ts";
import { type SiteFile, type SiteFiles, siteFiles } from "./site-files.ts";

/** A private tree that was built just now. */
export interface BuiltTree {
  readonly outDir: string;
  readonly routes: readonly PluginRouteConfig[];
}

/** A file that only drafts use. */
export interface DraftOnlyFile extends SiteFile {
  /** Whether another file holds the same, so that its bytes tell nothing. */
  readonly isElsewhere: boolean;
}

/** The files of a site, by whose pages use them. */
export interface UsedFiles {
  readonly onlyDrafts: readonly DraftOnlyFile[];
  readonly shown: readonly SiteFile[];
  /** All that are not of drafts alone, by name. */
  readonly others: readonly string[];
}

/** Whose page a file of the tree is; lists, such as those of posts and of tags, show what other pages do. */
type Kind = "draft" | "public" | "list";

/**
 * Finds the images, downloads and other files that only drafts use: those that built pages of drafts refer to, and
 * neither any public page nor any style sheet does.
 */
export async function draftOnlyFiles(
  gate: Gate,
  context: LoadContext,
  { outDir, routes }: BuiltTree,
): Promise<UsedFiles> {
  const files = await filesOf(gate, context);
  const kindOf = createKinds(gate, routes);
  const used: Record<Kind, Map<string, SiteFile>> = { draft: new Map(), public: new Map(), list: new Map() };
  for (const name of await readdir(outDir, { recursive: true })) {
    const isPage = name.endsWith(".html");
    if (!isPage && !name.endsWith(".css")) continue;
    const text = await readFile(path.join(outDir, name), "utf8");
    const at = context.baseUrl + name.split(path.sep).join("/");
    const kind = isPage ? kindOf(at) : "public";
    for (const address of isPage ? pageReferences(text) : styleReferences(text)) {
      for (const one of await meant(address, at, files, context, outDir)) used[kind].set(one.file, one);
    }
  }
  const own = new Map([...used.draft].filter(([file]) => !used.public.has(file)));
  const others = files.all.filter(({ file }) => !own.has(file)).map(({ file }) => file);
  const onlyDrafts = await Promise.all(
    [...own.values()].map(async (one) => {
      const equal = files.holding(await readFile(one.file));
      return { ...one, isElsewhere: equal.some(({ file }) => !own.has(file)) };
    }),
  );
  return { onlyDrafts, shown: [...used.public.values()], others };
}

function filesOf(gate: Gate, { siteDir, siteConfig }: LoadContext): Promise<SiteFiles> {
  return siteFiles(
    siteConfig.staticDirectories.map((name) => path.resolve(siteDir, name)),
    gate.roots.flatMap(({ base, localized }) => [base, ...localized]).filter((folder) => existsSync(folder)),
  );
}

/** The plugins whose pages are of content, or lists of such. */
const contentPlugins = /^docusaurus-plugin-content-(docs|blog)$/;

function createKinds({ drafts, pages }: Gate, routes: readonly PluginRouteConfig[]): (at: string) => Kind {
  const ofDrafts = new Set(drafts.map(({ permalink }) => pagePath(permalink)));
  const ofPages = new Set([...pages.values()].map(pagePath));
  const lists = new Set(
    flat(routes.filter(({ plugin }) => contentPlugins.test(plugin.name))).map((route) =>
      pagePath(route.path),
    ),
  );
  return (at) => {
    const page = pagePath(`/${at.replace(/^\/+/, "")}`);
    if (ofDrafts.has(page)) return "draft";
    return lists.has(page) && !ofPages.has(page) ? "list" : "public";
  };
}

function flat(routes: readonly RouteConfig[]): RouteConfig[] {
  return routes.flatMap((route) => [route, ...flat(route.routes ?? [])]);
}

/** The site's files that an address on a page means: by where they are served, or by what they hold. */
async function meant(
  address: string,
  at: string,
  files: SiteFiles,
  { siteConfig, baseUrl, i18n }: LoadContext,
  outDir: string,
): Promise<SiteFile[]> {
  const [, embedded] = /^data:[^,]*;base64,(.*)$/s.exec(address) ?? [];
  if (embedded !== undefined) return files.holding(Buffer.from(embedded, "base64"));
  const { origin } = new URL(siteConfig.url);
  // Static files are served below the base of each language, and a page may mean those of another.
  const others = Object.values(i18n.localeConfigs).map((locale) => locale.baseUrl);
  const bases = [...new Set([baseUrl, ...others])];
  // A relative address means another one with a trailing slash than without.
  const standpoints = [at, at.replace(/(\/index)?\.html$/, ""), at.replace(/(\/index)?\.html$/, "/")];
  const found = new Map<string, SiteFile>();
  for (const standpoint of standpoints) {
    if (!URL.canParse(address, origin + standpoint)) continue;
    const url = new URL(address, origin + standpoint);
    if (url.origin !== origin) continue;
    const below = (base: string) => percentDecoded(url.pathname.slice(base.length));
    const named = bases
      .filter((base) => url.pathname.startsWith(base))
      .map((base) => files.servedAt(below(base)));
    for (const one of named) if (one) found.set(one.file, one);
    const served = url.pathname.startsWith(baseUrl) ? below(baseUrl) : "";
    if (named.some(Boolean) || !/^assets\//.test(served)) continue;
    const content = await readFile(path.join(outDir, served)).catch(() => Buffer.alloc(0));
    for (const other of files.holding(content, path.basename(served))) found.set(other.file, other);
  }
  return [...found.values()];
}
