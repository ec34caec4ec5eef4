import type { FastifyInstance } from "fastify";
import type { Context } from "../context/context.ts";
import { style } from "../pages/style.ts";

/** The style sheet of the server's own pages. */
export function styleRoute(app: FastifyInstance, { trees, headers }: Context): void {
  app.get(`${trees.now().site.baseUrl}auth/style.css`, (_request, reply) =>
    reply
      .headers({
        ...headers,
        "content-type": "text/css; charset=utf-8",
        "cache-control": "public, max-age=300",
      })
      .send(style),
  );
}
