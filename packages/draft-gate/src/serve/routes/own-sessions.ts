import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context/context.ts";
import { isSameOrigin } from "../http/same-origin.ts";
import { contentSecurityPolicy } from "../http/security-headers.ts";
import type { Session } from "../session/session.ts";
import type { Sessions } from "../session/sessions.ts";
import { sessionsPage } from "../sign-in/sessions-page.ts";

/** `auth/sessions`: where readers see their own sessions, and end them. */
export function ownSessionsRoute(app: FastifyInstance, context: Context, sessions: Sessions): void {
  const { config, trees, ended, audit, headers } = context;
  const path = `${trees.now().site.baseUrl}auth/sessions`;
  const common = { ...headers, "cache-control": "private, no-store", vary: "Cookie" };

  function toSignIn(reply: FastifyReply): FastifyReply {
    return reply.headers(common).redirect(trees.now().site.signIn, 303);
  }

  app.get(path, async (request, reply) => {
    const current = await sessions.sessionOf(request.headers.cookie);
    if (current === undefined) return toSignIn(reply);
    const { site, look } = trees.now();
    const others = othersOf(current);
    const acceptLanguage = request.headers["accept-language"];
    return reply
      .headers({
        ...common,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": contentSecurityPolicy(config.csp, look.colorScriptHash),
        "x-robots-tag": "noindex, nofollow, noarchive",
      })
      .send(sessionsPage({ site, look, acceptLanguage, action: path, current, others }));
  });

  app.post(path, async (request, reply) => {
    const current = await sessions.sessionOf(request.headers.cookie);
    if (current === undefined) return toSignIn(reply);
    if (!isSameOrigin(request.headers, config.url)) {
      return reply
        .headers({ ...common, "content-type": "text/plain; charset=utf-8" })
        .code(403)
        .send("This form is of another site. End sessions from a page of the site itself.\n");
    }
    await end(current, request);
    return reply.headers(common).redirect(path, 303);
  });

  function othersOf({ id, reader }: Session): Session[] {
    return sessions.seenOf(reader.id).filter((session) => session.id !== id);
  }

  async function end(current: Session, { body, ip }: FastifyRequest): Promise<void> {
    const asked = body instanceof URLSearchParams ? body.get("session") : null;
    // Among the reader's own: the name of somebody else's session ends nothing.
    const one = othersOf(current).find(({ id }) => id === asked);
    if (asked === "others") await ended.endOthers(current);
    else if (one !== undefined) await ended.end(one);
    else return;
    const reason =
      asked === "others" ? "all other sessions, by the reader" : "another session, by the reader";
    audit.record("ended", { reader: current.reader.id, reason, address: ip });
  }
}
