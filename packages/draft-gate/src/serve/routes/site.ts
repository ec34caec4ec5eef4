import { open } from "node:fs/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Audience } from "../../model/audience.ts";
import type { Context } from "../context/context.ts";
import { pathBelow } from "../http/path-of.ts";
import type { Sessions } from "../session/sessions.ts";
import { type FileResponse, notFoundResponse, responseFor } from "../trees/response.ts";
import type { ServedFile } from "../trees/served-file.ts";
import type { View } from "../trees/view.ts";
import type { Upstreams } from "./upstream.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The tree that the answer came from, for the metrics. */
    tree: Audience | "none";
  }
}

/** Answers a request for a file of the site, with any method. */
export type SiteHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * Serves the site: the session decides on a view, and from there on nothing knows of the other one. For somebody who is
 * not signed in, that is the view of the public tree, where a draft's path is a path that is not there.
 */
export function siteHandler(context: Context, sessions: Sessions, upstreams: Upstreams): SiteHandler {
  const { trees } = context;

  return async (request, reply) => {
    const reader = await sessions.readerOf(request.headers.cookie);
    const { everybody, readers, site } = trees.now();
    const target = request.raw.url ?? "";
    if (site.baseUrl !== "/" && `${target.split("?")[0]}/` === site.baseUrl) {
      return reply
        .headers({ ...context.headers, location: site.baseUrl, "cache-control": "no-cache" })
        .code(308)
        .send();
    }
    // For everybody else, such a path is one that is not there.
    const upstream = reader === undefined ? undefined : upstreams.find(target);
    if (reader !== undefined && upstream !== undefined) {
      if (request.method !== "GET") return sendNotAllowed(context, reply, "GET");
      request.tree = "private";
      context.audit.record("read", { reader: reader.id, path: target.split("?")[0], address: request.ip });
      return upstreams.pass(upstream, reader, request, reply);
    }
    // What everybody gets may be kept by caches, and a cookie with it.
    async function renew(): Promise<void> {
      const renewed = await sessions.renew(request.headers.cookie);
      if (renewed !== undefined) reply.header("set-cookie", renewed);
    }
    async function respond(view: View): Promise<FastifyReply> {
      const path = pathBelow(site.baseUrl, target);
      const file = path === undefined ? undefined : view.find(path);
      if (file === undefined) return sendNotFound(context, view, path ?? "", request, reply);
      if (request.method !== "GET" && request.method !== "HEAD") return sendNotAllowed(context, reply);
      if (reader !== undefined && file.audience === "private" && everybody.find(path ?? "") === undefined) {
        context.audit.record("read", { reader: reader.id, path: target.split("?")[0], address: request.ip });
      }
      if (reader !== undefined && file.audience === "private") await renew();
      return send(context, responseFor(file, request.headers), file, request, reply);
    }
    try {
      return await respond(reader === undefined ? everybody : readers);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      // The release was replaced twice since the request came in.
      await trees.refresh();
      return respond(reader === undefined ? trees.now().everybody : trees.now().readers);
    }
  };
}

function sendNotFound(
  context: Context,
  view: View,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const page = view.notFound(path);
  if (page !== undefined) return send(context, notFoundResponse(page, request.headers), page, request, reply);
  return reply
    .headers({
      ...context.headers,
      "cache-control": "private, no-store",
      "content-type": "text/plain; charset=utf-8",
    })
    .code(404)
    .send("Not found\n");
}

function sendNotAllowed({ headers }: Context, reply: FastifyReply, allow = "GET, HEAD") {
  return reply
    .headers({ ...headers, allow, "cache-control": "no-store" })
    .code(405)
    .send();
}

async function send(
  { contents }: Context,
  { status, headers, body }: FileResponse,
  { audience }: ServedFile,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  request.tree = audience;
  if (body === undefined || request.method === "HEAD") return reply.headers(headers).code(status).send();
  const { representation, range } = body;
  const kept = contents.read(representation);
  if (kept !== undefined) {
    const content = kept instanceof Buffer ? kept : await kept;
    reply.headers(headers).code(status);
    return reply.send(range ? content.subarray(range.first, range.last + 1) : content);
  }
  // Opened first: what is gone is found out while another answer can still be given.
  const handle = await open(representation.file);
  const stream = handle.createReadStream(range ? { start: range.first, end: range.last } : {});
  return reply.headers(headers).code(status).send(stream);
}
