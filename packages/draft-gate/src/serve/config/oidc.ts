import * as v from "valibot";
import { isSafe, text, texts, whole } from "./values.ts";

const allow = v.pipe(
  v.strictObject({
    emails: v.optional(texts, []),
    domains: v.optional(
      v.array(v.pipe(text, v.regex(/^[^@\s*]+\.[^@\s*]+$/, 'must be a domain such as "example.com"'))),
      [],
    ),
    groups: v.optional(texts, []),
  }),
  v.check(
    ({ emails, domains, groups }) => emails.length + domains.length + groups.length > 0,
    "must name who may read: at least one of emails, domains, groups",
  ),
);

/** An OpenID provider, and whom of its users to let in. */
export const oidcSchema = v.strictObject({
  issuer: v.pipe(
    text,
    v.check(
      (value) => URL.canParse(value) && isSafe(new URL(value)),
      "must be the provider's https URL, as its discovery document names it",
    ),
  ),
  clientId: text,
  clientSecret: v.optional(text),
  /** What stands on the button. */
  label: v.optional(text),
  scope: v.optional(v.pipe(text, v.regex(/(?:^|\s)openid(?:\s|$)/, 'must contain "openid"')), "openid email"),
  allow,
  /** The claim that lists the groups of a reader. */
  groupsClaim: v.optional(text, "groups"),
  /** How often the provider is asked, during a session, whether its reader may still read. */
  refreshMinutes: v.optional(whole(1, 1440), 15),
  /** How far the provider's clock may be off, in seconds. */
  clockTolerance: v.optional(whole(0, 300), 30),
});

/** The part of the configuration about an OpenID provider. */
export type OidcConfig = v.InferOutput<typeof oidcSchema>;
