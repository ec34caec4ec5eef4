import type { FastifyInstance } from "fastify";

/**
 * `/healthz`: the process answers. `/readyz`: it should be sent requests.
 *
 * @param isReady - false while it stops, or when it cannot tell who may read
 */
export function healthRoutes(app: FastifyInstance, isReady: () => boolean): void {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  app.get("/healthz", (_request, reply) => reply.headers(headers).send("ok\n"));
  app.get("/readyz", (_request, reply) =>
    isReady() ? reply.headers(headers).send("ready\n") : reply.headers(headers).code(503).send("not ready\n"),
  );
}
