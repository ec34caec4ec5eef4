import Fastify, { type FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";

/** `/metrics` on an address of its own, so that it is never among what the site's visitors reach. */
export function createMetricsApp({ registry }: Metrics): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.get("/metrics", async (_request, reply) =>
    reply.header("content-type", registry.contentType).send(await registry.metrics()),
  );
  return app;
}
