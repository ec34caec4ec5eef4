import { isIP } from "node:net";
import * as v from "valibot";
import { oidcSchema } from "./oidc.ts";
import { isSafe, text, whole } from "./values.ts";

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return url.origin === value.replace(/\/$/, "") && isSafe(url);
}

function isUpstream(value: string): boolean {
  return URL.canParse(value) && /^https?:\/\/[^?#\s]+$/.test(value);
}

function isAddressOrNetwork(value: string): boolean {
  const [address = "", bits, more] = value.split("/");
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const forbiddenForScripts = /'unsafe-(?:inline|eval)'|^(?:https?:|data:|blob:|\*)$/;

const weakSecret =
  "must be at least 32 characters, made by chance: openssl rand -hex 32 prints one that is good";

/** What the server takes from its configuration; the schema says how each value must be, and what holds without it. */
export const configSchema = v.strictObject({
  /** The origin that browsers see. Nothing is ever taken from the Host header. */
  url: v.pipe(
    text,
    v.check(
      isOrigin,
      "must be an origin such as https://docs.example.com (http only for localhost), no path",
    ),
    v.transform((value) => new URL(value).origin),
  ),
  listen: v.optional(
    v.strictObject({ host: v.optional(text, "127.0.0.1"), port: v.optional(whole(0, 65_535), 3000) }),
    {},
  ),
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustProxy: v.optional(
    v.array(
      v.pipe(text, v.check(isAddressOrNetwork, "must be an IP address or a network such as 10.0.0.0/8")),
    ),
    [],
  ),
  /** The first seals, all open: put a new one in front, and drop the old one when its sessions have ended. */
  secrets: v.pipe(
    v.array(
      v.pipe(
        text,
        v.minLength(32, weakSecret),
        v.check((value) => new Set(value).size >= 8, weakSecret),
      ),
      "must be a list of texts",
    ),
    v.minLength(1, "must hold at least one"),
  ),
  session: v.optional(
    v.strictObject({
      hours: v.optional(whole(1, 720), 12),
      /** How long a session may go unused. */
      idleMinutes: v.optional(whole(1, 43_200), 60),
      /** The list of sessions that ended early: a file, or "-" for none. */
      ended: v.optional(text),
    }),
    {},
  ),
  /** The file of local accounts and of what was revoked. */
  users: v.optional(text, "draft-gate-users.json"),
  oidc: v.optional(oidcSchema),
  limits: v.optional(
    v.strictObject({
      minutes: v.optional(whole(1, 1440), 15),
      /** Sign-in attempts from one address (IPv6: one /64) in that time. */
      perAddress: v.optional(whole(1, 100_000), 60),
      /** Sign-in attempts for one account in that time. */
      perAccount: v.optional(whole(1, 100_000), 10),
    }),
    {},
  ),
  /** Where the audit log goes: a file, or "-" for standard output. */
  audit: v.optional(text, "-"),
  /** Where /metrics is served; nowhere without it. */
  metrics: v.optional(v.strictObject({ host: v.optional(text, "127.0.0.1"), port: whole(0, 65_535) })),
  /** Paths that another server answers, for readers alone: path → http or https URL. */
  upstreams: v.optional(
    v.record(
      v.pipe(text, v.regex(/^\/[\w./~-]*$/, "must be paths such as /live/events")),
      v.pipe(text, v.check(isUpstream, "must be an http or https URL without ? and #")),
    ),
    {},
  ),
  /** How long the answer of another server may take to begin. */
  upstreamSeconds: v.optional(whole(1, 3600), 30),
  hsts: v.optional(
    v.strictObject({
      /** Whether browsers are to ask all hosts below this one by https too. */
      includeSubDomains: v.optional(v.boolean("must be true or false"), false),
    }),
    {},
  ),
  /** Whether browsers only say, in their consoles, what the policy of a page would stop. */
  cspReportOnly: v.optional(v.boolean("must be true or false"), false),
  /** Sources to add to the Content-Security-Policy, by directive. */
  csp: v.optional(
    v.pipe(
      v.record(
        v.picklist(
          [
            "script-src",
            "style-src",
            "img-src",
            "font-src",
            "connect-src",
            "frame-src",
            "media-src",
            "worker-src",
            "frame-ancestors",
          ],
          "is no directive that can be added to",
        ),
        v.array(v.pipe(text, v.regex(/^[^\s;,]+$/, "must be one source, without spaces, ; and ,"))),
      ),
      v.check(
        (csp) => !(csp["script-src"] ?? []).some((source) => forbiddenForScripts.test(source)),
        "script-src takes no 'unsafe-inline', no 'unsafe-eval' and no source that stands for everything",
      ),
    ),
    {},
  ),
});

/** The configuration as the server uses it, with all defaults. */
export type Config = v.InferOutput<typeof configSchema>;

/** Whether cookies go over https only. */
export function isSecure({ url }: Pick<Config, "url">): boolean {
  return url.startsWith("https:");
}
