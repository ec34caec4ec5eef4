import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { DraftGateError } from "../error.ts";
import { createApp } from "./app.ts";
import { type Config, isSecure } from "./config/config.ts";
import { closeContext, openContext } from "./context/open-context.ts";
import { healthRoutes } from "./routes/health.ts";
import { createSessions, type SessionRules } from "./session/sessions.ts";
import { isAdmitted } from "./sign-in/method.ts";
import { signInMethods } from "./sign-in-methods.ts";
import type { Log } from "./telemetry/log.ts";
import { createMetricsApp } from "./telemetry/metrics-app.ts";

/** How long requests under way may take once the server stops, in milliseconds. */
const stopTime = 10_000;

/** A server that listens. */
export interface Server {
  /** `http://host:port` */
  readonly address: string;
  /** The same for the metrics, where there are any. */
  readonly metricsAddress: string | undefined;
  /** Takes no more requests, ends those under way, then everything else. */
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
  const rules: SessionRules = {
    epoch: () => users.epoch(),
    admits: (reader, session) => users.admits(reader, session) && isAdmitted(reader, methods),
  };
  const { hours } = config.session;
  const sessions = createSessions(seal, rules, { secure: isSecure(config), hours });
  let stopping = false;
  const app = await createApp(context, methods, sessions);
  healthRoutes(app, () => !stopping && users.readable());
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
    async stop() {
      stopping = true;
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
