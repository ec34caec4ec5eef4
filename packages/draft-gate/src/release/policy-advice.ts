import type { PolicyNeed } from "../model/policy-need.ts";

/** The directives that the setting `csp` can add to, so far as pages ask for them. */
const addable = new Set([
  "script-src",
  "style-src",
  "img-src",
  "font-src",
  "connect-src",
  "frame-src",
  "media-src",
]);
const unsafeHashes = "'unsafe-hashes'";

/** The lines for the configuration that let pages have what they ask for; none where they ask for nothing. */
export function policyLines(needs: readonly PolicyNeed[]): string[] {
  const sources = new Map<string, Set<string>>();
  for (const { directive, source } of needs) {
    if (!addable.has(directive)) continue;
    const of = sources.get(directive) ?? new Set();
    // A hash of a handler counts beside this word only.
    if (source.startsWith("'sha256-")) of.add(unsafeHashes);
    sources.set(directive, of.add(source));
  }
  const lines = [...sources].map(([name, of]) => `  ${name}: ${JSON.stringify([...of])}`);
  return lines.length === 0 ? [] : ["csp:", ...lines];
}

/** Whether no line of the configuration can allow this. */
export function isNever({ directive }: PolicyNeed): boolean {
  return !addable.has(directive);
}

/**
 * What pages ask for and a policy stops.
 *
 * @param added - sources that the configuration adds, by directive
 * @param origin - the site's own
 */
export function stoppedBy(
  needs: readonly PolicyNeed[],
  added: Readonly<Partial<Record<string, readonly string[]>>>,
  origin?: string,
): PolicyNeed[] {
  return needs.filter(({ directive, source }) => {
    if (source === origin) return false;
    const sources = added[directive] ?? [];
    const isHash = source.startsWith("'sha256-");
    if (isHash && !sources.includes(unsafeHashes)) return true;
    return !sources.some((one) => one === source || (!isHash && coversOrigin(one, source)));
  });
}

/** Whether a source of a policy stands for an origin (CSP level 3, section 6.7.2), as far as configurations go. */
function coversOrigin(source: string, origin: string): boolean {
  const { protocol, host, hostname } = new URL(origin);
  if (source === "*" || source === protocol) return true;
  const [, scheme, name = ""] = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/]+)/i.exec(source) ?? [];
  if (scheme !== undefined && scheme !== protocol) return false;
  return name.startsWith("*.") ? hostname.endsWith(name.slice(1)) : name === host;
}
