import type { PolicyNeed } from "../../model/policy-need.ts";
import { policyLines, stoppedBy } from "../../release/policy-advice.ts";
import type { Config } from "../config/config.ts";
import { isSecure } from "../config/config.ts";

/** Header names in lower case and their values. */
export type Headers = Readonly<Record<string, string>>;

/** What every answer carries, whoever asks and whatever for. */
export function securityHeaders(config: Pick<Config, "url" | "hsts">): Headers {
  return {
    "x-content-type-options": "nosniff",
    // The way back after signing in is taken from the Referer: it goes to this origin and to no other.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(isSecure(config) && { "strict-transport-security": transportSecurity(config) }),
  };
}

function transportSecurity({ hsts }: Pick<Config, "hsts">): string {
  return `max-age=31536000${hsts.includeSubDomains ? "; includeSubDomains" : ""}`;
}

/** The headers with the policy of a page of the site, which stops things, or only says in the browser what it would stop. */
export function policyHeaders({ csp, cspReportOnly }: PolicyConfig, scripts: readonly string[]): Headers {
  const policy = contentSecurityPolicy(csp, scripts);
  if (!cspReportOnly) return { "content-security-policy": policy };
  // Whoever may put a page into a frame could have its reader click on what they do not see: that is never only told.
  const framing = ["frame-ancestors 'self'", ...(csp["frame-ancestors"] ?? [])].join(" ");
  return { "content-security-policy": framing, "content-security-policy-report-only": policy };
}

type PolicyConfig = Pick<Config, "csp" | "cspReportOnly">;

/** What to tell the operator of what pages ask for and the policy stops. */
export function policyAdvice(
  { csp, cspReportOnly, url }: PolicyConfig & Pick<Config, "url">,
  needs: readonly PolicyNeed[],
): string | undefined {
  const stopped = stoppedBy(needs, csp, url);
  if (stopped.length === 0) return undefined;
  const things = stopped.map(({ directive, source, what }) => `${directive} ${source} (${what})`);
  const lines = policyLines(stopped);
  const advice = lines.length === 0 ? "" : ` What you trust can be allowed: ${lines.join("\n")}`;
  return `the policy ${cspReportOnly ? "would stop" : "stops"} what pages ask for: ${things.join("; ")}.${advice}`;
}

/**
 * The Content-Security-Policy of a page whose inline scripts have these hashes. Docusaurus sets styles in attributes, so
 * those stay allowed.
 */
export function contentSecurityPolicy(added: Config["csp"], scripts: readonly string[]): string {
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": ["'self'", ...scripts],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "frame-src": ["'self'"],
    "media-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources, ...(added[name as keyof Config["csp"]] ?? [])].join(" "))
    .join("; ");
}
