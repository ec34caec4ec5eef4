import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { FastifyInstance } from "fastify";
import { DraftGateError } from "../error.ts";
import { createApp } from "./app.ts";
import { type Config, isSecure } from "./config/config.ts";
import { closeContext, openContext } from "./context/open-context.ts";
import { healthRoutes } from "./routes/health.ts";
import { createSessions } from "./session/sessions.ts";
import { sessionRules } from "./session-rules.ts";
import { signInMethods } from "./sign-in-methods.ts";
import type { Log } from "./telemetry/log.ts";
import { createMetricsApp } from "./telemetry/metrics-app.ts";

/** How long requests under way may take once the server stops, in milliseconds. */
const stopTime = 10_000;

/** How long clients at rest have for one more request once the server stops, and how often it is asked whether they are gone; in milliseconds. */
const drainTime = 3_000;
const drainInterval = 20;

/** A server that listens. */
export interface Server {
  /** `http://host:port` */
  readonly address: string;
  /** The same for the metrics, where there are any. */
  readonly metricsAddress: string | undefined;
  /** Goes on in new files, when those of its logs were moved away. */
  reopenLogs(): void;
  /** Ends connections as their clients come to the end of a request, then those that are at rest, then everything else. */
  stop(): Promise<void>;
}

/**
 * Starts the server for the trees in `dir`.
 *
 * @throws DraftGateError `release`, `settings`, `users` or `listen`: it starts whole or not at all
 */
export async function serve(dir: string, config: Config, log: Log): Promise<Server> {
  const context = await openContext(dir, config, log);
  const { seal, trees, users, metrics } = context;
  const methods = await signInMethods(context);
  const { hours, idleMinutes } = config.session;
  const sessions = createSessions(seal, sessionRules(context, methods), {
    secure: isSecure(config),
    hours,
    idleMinutes,
  });
  let stopping = false;
  const app = await createApp(context, methods, sessions);
  // Before Fastify sees it: each answer then says that it is the last on its connection.
  app.server.prependListener("request", (_request, response) => {
    if (stopping) response.shouldKeepAlive = false;
  });
  healthRoutes(app, () => !stopping && users.readable() && trees.isThere());
  const metricsApp = config.metrics && createMetricsApp(metrics);

  const address = await listen(app, config.listen);
  const metricsAddress = metricsApp && config.metrics && (await listen(metricsApp, config.metrics));
  const metricsToo = metricsAddress ? `, metrics on ${metricsAddress}` : "";
  log(
    "info",
    `listening on ${address}${metricsToo}, to be opened as ${config.url}${trees.now().site.baseUrl}`,
  );

  return {
    address,
    metricsAddress,
    reopenLogs: () => context.audit.reopen(),
    async stop() {
      stopping = true;
      await drained(app.server);
      const late = setTimeout(() => {
        log("warn", `requests under way were cut off after ${stopTime / 1000} s`);
        app.server.closeAllConnections();
      }, stopTime);
      // Connections that were at work when the server stopped are kept alive after it, if nobody looks.
      const idle = setInterval(() => app.server.closeIdleConnections(), 100);
      await app.close();
      clearInterval(idle);
      clearTimeout(late);
      await metricsApp?.close();
      await closeContext(context);
    },
  };
}

/**
 * Waits until no connection is left, or for a moment. Who has one at rest may be about to use it, and a connection that
 * is closed just then looks like a server that broke down.
 */
async function drained(server: HttpServer): Promise<void> {
  const count = promisify(server.getConnections.bind(server));
  const end = performance.now() + drainTime;
  while (performance.now() < end && (await count()) > 0) await sleep(drainInterval);
}

async function listen(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new DraftGateError(
      "listen",
      `The server cannot listen on ${host}:${port} (${code}). Is another one running there? Set listen.port or DRAFT_GATE_PORT to another port.`,
      { cause },
    );
  }
  const { address, family, port: actual } = app.server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${actual}`;
}
