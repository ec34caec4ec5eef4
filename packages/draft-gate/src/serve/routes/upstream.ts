import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context/context.ts";
import type { Reader } from "../session/reader.ts";
import { remoteUser } from "../session/remote-user.ts";
import type { Sessions } from "../session/sessions.ts";

/** Paths that another server answers, for readers alone. */
export interface Upstreams {
  /** Where a request target goes; nothing where it is none of these paths, letter by letter. */
  find(target: string): URL | undefined;
  pass(url: URL, reader: Reader, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  /** Ends what is still being passed on, such as a stream of events. */
  close(): void;
}

/** What a browser says that the other server may need. Cookies stay here. */
const passedOn = ["accept", "accept-language", "last-event-id"] as const;
/** How often it is asked whether who reads may still read, in milliseconds. */
const lookAgain = 30_000;

/** Passes requests of readers on to other servers. Whoever is not signed in never comes here. */
export function createUpstreams({ config, headers, log }: Context, sessions: Sessions): Upstreams {
  const targets = new Map(Object.entries(config.upstreams));
  const open = new Set<AbortController>();

  const fetch = (url: URL, reader: Reader, request: FastifyRequest, signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const given = Object.fromEntries(
        passedOn.flatMap((name) => {
          const value = request.headers[name];
          return value === undefined ? [] : [[name, value]];
        }),
      );
      const ask = url.protocol === "https:" ? requestHttps : requestHttp;
      const asked = ask(url, { headers: { ...given, "remote-user": remoteUser(reader) }, signal });
      const late = setTimeout(
        () => asked.destroy(Object.assign(new Error(), { code: "ETIMEDOUT" })),
        config.upstreamSeconds * 1000,
      );
      asked.once("response", resolve);
      asked.once("error", reject);
      for (const event of ["response", "close"]) asked.once(event, () => clearTimeout(late));
      asked.end();
    });

  return {
    find: (target) => {
      const [path = "", ...query] = target.split("?");
      const found = targets.get(path);
      return found === undefined
        ? undefined
        : new URL(found + (query.length > 0 ? `?${query.join("?")}` : ""));
    },
    pass: async (url, reader, request, reply) => {
      const leaving = new AbortController();
      const common = { ...headers, "cache-control": "private, no-store", vary: "Cookie" };
      // A session that ends, or is revoked, ends what it reads.
      const looking = setInterval(async () => {
        const still = await sessions.readerOf(request.headers.cookie).catch(() => undefined);
        if (still === undefined) leaving.abort();
      }, lookAgain);
      function done(): void {
        clearInterval(looking);
        open.delete(leaving);
        leaving.abort();
      }
      open.add(leaving);
      reply.raw.once("close", done);
      try {
        const answer = await fetch(url, reader, request, leaving.signal);
        answer.on("error", () => reply.raw.destroy());
        const { "content-type": type = "application/octet-stream" } = answer.headers;
        return await reply
          .headers({ ...common, "content-type": type })
          .code(answer.statusCode ?? 502)
          .send(answer);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        log(
          "error",
          `what is behind ${request.raw.url?.split("?")[0]} did not answer (${code ?? "unknown reason"})`,
        );
        return reply
          .headers({ ...common, "content-type": "text/plain; charset=utf-8" })
          .code(502)
          .send("This cannot be answered right now.\n");
      }
    },
    close: () => {
      for (const leaving of open) leaving.abort();
    },
  };
}
