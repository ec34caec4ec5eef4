import type { OidcConfig } from "../../config/oidc.ts";
import type { Reader } from "../../session/reader.ts";

/** What a provider says of its user (OpenID Connect Core 1.0, section 5.1). */
export type Claims = { readonly sub: string } & Readonly<Record<string, unknown>>;

/** Somebody to let in, or why not, in words for the audit log. */
export type Admission = { readonly reader: Reader } | { readonly refused: string; readonly who: string };

/** In characters: it has to fit into a cookie. */
const longestName = 200;

/** Decides by verified e-mail address, by its domain, or by group; whoever matches none is refused. */
export function admit(claims: Claims, { allow, groupsClaim }: OidcConfig): Admission {
  const email = typeof claims.email === "string" ? claims.email.toLowerCase() : undefined;
  // Anything but the boolean, such as the text "false", is not verified.
  const verified = claims.email_verified === true ? email : undefined;
  const groups = groupsOf(claims[groupsClaim]);
  const admitted =
    (verified !== undefined &&
      (allow.emails.some((one) => one.toLowerCase() === verified) ||
        allow.domains.some((domain) => domain.toLowerCase() === domainOf(verified)))) ||
    groups.some((group) => allow.groups.includes(group));
  const who = `oidc:${verified ?? claims.sub}`;
  if (admitted) {
    const name =
      typeof claims.name === "string" ? claims.name.slice(0, longestName) : (verified ?? claims.sub);
    return { reader: { id: who, name, ...(verified !== undefined && { email: verified }) } };
  }
  const unverified = email !== undefined && verified === undefined;
  return { refused: unverified ? "the e-mail address is not verified" : "not among those allowed", who };
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}

function groupsOf(claim: unknown): string[] {
  if (typeof claim === "string") return [claim];
  return Array.isArray(claim) ? claim.filter((group) => typeof group === "string") : [];
}
