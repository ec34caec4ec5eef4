import { inlineScripts, scriptHash } from "../../release/inline-scripts.ts";

/** What the server's own pages take from the site's, so that they look alike. */
export interface SiteLook {
  /** `<link>` elements of style sheets and the icon. */
  readonly links: string;
  /** The theme's script that chooses between light and dark before anything is shown. */
  readonly colorScript: string;
  /** Its hash, as `script-src` takes it. */
  readonly colorScriptHash: readonly string[];
  /** Logo and title as they stand in the navbar. */
  readonly brand: string;
  /** The site's title as it stands behind a page's, in HTML. */
  readonly siteTitle: string;
}

/** @param html - the public "page not found", which every site has; empty where there is none after all */
export function siteLook(html: string): SiteLook {
  const first = (pattern: RegExp) => pattern.exec(html)?.[0] ?? "";
  const colorScript = inlineScripts(html).find((script) => script.includes("data-theme")) ?? "";
  return {
    links: [...html.matchAll(/<link\b[^>]*\brel="?(?:stylesheet|icon)\b[^>]*>/g)]
      .map(([link]) => link)
      .join(""),
    colorScript: colorScript && `<script>${colorScript}</script>`,
    colorScriptHash: colorScript ? [scriptHash(colorScript)] : [],
    brand: first(/<a\b[^>]*\bclass="?navbar__brand\b[\s\S]*?<\/a>/),
    siteTitle: /<title[^>]*>(?:[^<]*\|)?\s*([^<|]+)<\/title>/.exec(html)?.[1]?.trim() ?? "",
  };
}
