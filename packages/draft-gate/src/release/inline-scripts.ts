import { createHash } from "node:crypto";

const element = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script\s*>/gi;

/** The inline scripts of a page, in order; what has a `src` or holds data is none. */
export function inlineScripts(html: string): string[] {
  return [...html.matchAll(element)]
    .filter(([, attributes = ""]) => !/\ssrc\s*=/i.test(attributes) && !/json/i.test(attributes))
    .map(([, , script = ""]) => script);
}

/** The inline scripts of a page as `script-src` takes them: `'sha256-…'`, each once. */
export function inlineScriptHashes(html: string): string[] {
  return [...new Set(inlineScripts(html).map(scriptHash))];
}

/** One inline script as `script-src` takes it. */
export function scriptHash(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}
