import type { FastifyInstance } from "fastify";
import { checkPath } from "../../model/addresses.ts";
import type { Context } from "../context/context.ts";
import { remoteUser } from "../session/remote-user.ts";
import type { Sessions } from "../session/sessions.ts";

/**
 * `auth/check` tells a proxy whether a request comes from a reader: 204 and who it is, or 401. It is what nginx's
 * `auth_request`, Traefik's `ForwardAuth` and Caddy's `forward_auth` ask, with the reader's cookies.
 */
export function checkRoute(app: FastifyInstance, { trees, headers }: Context, sessions: Sessions): void {
  app.all(checkPath(trees.now().site.baseUrl), async (request, reply) => {
    const reader = await sessions.readerOf(request.headers.cookie);
    reply.headers({ ...headers, "cache-control": "private, no-store", vary: "Cookie" });
    if (reader === undefined) return reply.code(401).send();
    reply.header("remote-user", remoteUser(reader));
    // Empty rather than missing: a proxy that copies what is not there may pass on what the client sent.
    reply.header("remote-email", encodeURIComponent(reader.email ?? "").replaceAll("%40", "@"));
    return reply.code(204).send();
  });
}
