import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import type { Context } from "./context/context.ts";
import { answerUnread, refuseUnread } from "./http/unread-requests.ts";
import { checkRoute } from "./routes/check.ts";
import { ownSessionsRoute } from "./routes/own-sessions.ts";
import { signOutRoute } from "./routes/sign-out.ts";
import { type SiteHandler, siteHandler } from "./routes/site.ts";
import { styleRoute } from "./routes/style.ts";
import { createUpstreams } from "./routes/upstream.ts";
import type { Sessions } from "./session/sessions.ts";
import { createDesk } from "./sign-in/create-desk.ts";
import { createLimits } from "./sign-in/limits.ts";
import type { SignInMethod } from "./sign-in/method.ts";
import { signInPageRoute } from "./sign-in/show-sign-in.ts";

/** A form of ours is not longer than this, in bytes. */
const longestForm = 8192;
/** How long a client may take for its headers and for the whole request, in milliseconds. */
const requestTime = 10_000;
/** How long a connection may stand still, in milliseconds. */
const idleTime = 30_000;
/** How often the above are looked after, in milliseconds. */
const checkInterval = 2_000;
/** Connections at once; more are closed at once. */
const mostConnections = 4096;

/** Puts the routes together. */
export async function createApp(
  context: Context,
  methods: readonly SignInMethod[],
  sessions: Sessions,
): Promise<FastifyInstance> {
  const upstreams = createUpstreams(context, sessions);
  const site = siteHandler(context, sessions, upstreams);
  const app = createFastify(context, site);
  refuseUnread(app, context);
  app.decorateRequest("tree", "none");
  app.addHook("preClose", async () => upstreams.close());
  app.setErrorHandler(errorHandler(context, site));
  app.addHook("onResponse", async (request, reply) =>
    context.metrics.answered(request.tree, reply.statusCode, reply.elapsedTime / 1000),
  );

  // No request has a body that matters here, whatever its type; but for forms.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _payload, done) => done(null));
  const signIn = { methods, sessions, limits: await createLimits(app, context.config.limits) };
  await app.register(async (forms) => {
    readForms(forms);
    signInPageRoute(forms, context, signIn);
    for (const method of methods) method.routes(forms, createDesk(context, signIn, method.name));
    signOutRoute(forms, context, signIn);
    ownSessionsRoute(forms, context, sessions);
  });
  checkRoute(app, context, sessions);
  styleRoute(app, context);
  app.all("/*", site);
  app.setNotFoundHandler(site);
  return app;
}

function createFastify({ config: { trustProxy }, headers }: Context, site: SiteHandler): FastifyInstance {
  const app = Fastify({
    logger: false,
    trustProxy: trustProxy.length > 0 ? trustProxy : false,
    bodyLimit: longestForm,
    connectionTimeout: idleTime,
    requestTimeout: requestTime,
    routerOptions: { ignoreTrailingSlash: true },
    exposeHeadRoutes: true,
    // Its own answer would be bare.
    return503OnClosing: false,
    clientErrorHandler: answerUnread(headers),
    http: {
      headersTimeout: requestTime,
      connectionsCheckingInterval: checkInterval,
      requireHostHeader: false,
    },
    // A path that cannot be decoded is one that is not there.
    frameworkErrors: (_error, request, reply) =>
      void site(request as FastifyRequest, reply as FastifyReply).catch(() => void reply.raw.destroy()),
  });
  app.server.maxConnections = mostConnections;
  return app;
}

function readForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(String(body))),
  );
}

function errorHandler({ headers, log }: Context, site: SiteHandler) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    // A body of no known type is no body; what matters is whether the path is there.
    if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return site(request, reply);
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
    if (status >= 500) log("error", `a request failed: ${error.message}`);
    return reply
      .headers({ ...headers, "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" })
      .code(status)
      .send(status >= 500 ? "The server cannot answer right now.\n" : "This request cannot be answered.\n");
  };
}
