import type { FastifyInstance } from "fastify";
import type { Context } from "../context/context.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { contentSecurityPolicy } from "../http/security-headers.ts";
import type { Sessions } from "../session/sessions.ts";
import { methodOf, type SignInMethod } from "../sign-in/method.ts";
import { signedOutPage } from "../sign-in/signed-out-page.ts";

/** `POST` of the sign-out path: ends the session here and then, if the reader signed in elsewhere, there. */
export function signOutRoute(
  app: FastifyInstance,
  context: Context,
  { methods, sessions }: { readonly methods: readonly SignInMethod[]; readonly sessions: Sessions },
): void {
  const { config, trees, ended, audit, headers } = context;
  const { signOut, baseUrl } = trees.now().site;

  app.post(signOut, async (request, reply) => {
    const session = await sessions.sessionOf(request.headers.cookie);
    const reader = session?.reader;
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
    if (session !== undefined) {
      await ended.end(session);
      audit.record("sign-out", { reader: session.reader.id, address: request.ip });
    }
    reply.headers({
      ...headers,
      "cache-control": "private, no-store",
      // Whatever the browser has kept, pages to go back to among it.
      "clear-site-data": '"cache", "storage"',
      "set-cookie": sessions.end(),
    });
    const next = reader && methodOf(reader, methods)?.signOutUrl?.(reader);
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
