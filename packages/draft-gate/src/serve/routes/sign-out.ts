import type { FastifyInstance } from "fastify";
import type { Context } from "../context/context.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { contentSecurityPolicy } from "../http/security-headers.ts";
import type { Reader } from "../session/reader.ts";
import { signedOutPage } from "../sign-in/signed-out-page.ts";

/** `POST` of the sign-out path: ends the session here and then, for readers who came from there, at the provider. */
export function signOutRoute(app: FastifyInstance, context: Context): void {
  const { config, trees, sessions, audit, headers } = context;
  const { signOut, baseUrl } = trees.now().site;

  app.post(signOut, async (request, reply) => {
    const reader = await sessions.readerOf(request.headers.cookie);
    if (!isSameOrigin(request.headers, config.url)) {
      audit.record("refused", {
        reader: reader?.id,
        reason: "the form is of another site",
        address: request.ip,
      });
      return reply
        .headers({ ...headers, "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" })
        .code(403)
        .send("This form is of another site. Sign out from a page of the site itself.\n");
    }
    if (reader !== undefined) audit.record("sign-out", { reader: reader.id, address: request.ip });
    reply.headers({
      ...headers,
      "cache-control": "private, no-store",
      // Whatever the browser has kept, pages to go back to among it.
      "clear-site-data": '"cache", "storage"',
      "set-cookie": sessions.end(),
    });
    const next = reader && providerSignOut(context, reader);
    if (next === undefined) return reply.redirect(baseUrl, 303);
    const { site, look } = trees.now();
    const acceptLanguage = request.headers["accept-language"];
    return reply
      .headers({
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": contentSecurityPolicy(config.csp, look.colorScriptHash),
      })
      .send(signedOutPage({ site, look, acceptLanguage, next }));
  });
}

/** The provider's address for signing out (OpenID Connect RP-Initiated Logout 1.0), for a reader who came from there. */
function providerSignOut({ config, provider, trees }: Context, { id, idToken }: Reader): string | undefined {
  const endpoint = id.startsWith("oidc:") ? provider?.endSessionEndpoint() : undefined;
  if (endpoint === undefined || config.oidc === undefined) return undefined;
  const url = new URL(endpoint);
  url.searchParams.set("client_id", config.oidc.clientId);
  url.searchParams.set("post_logout_redirect_uri", config.url + trees.now().site.baseUrl);
  if (idToken !== undefined) url.searchParams.set("id_token_hint", idToken);
  return url.href;
}
