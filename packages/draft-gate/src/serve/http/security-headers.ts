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
