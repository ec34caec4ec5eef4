import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { DraftGateError } from "../error.ts";
import { watchUsers } from "./accounts/users.ts";
import { createApp } from "./app.ts";
import { type Config, isSecure } from "./config/config.ts";
import type { Context } from "./context/context.ts";
import { contentSecurityPolicy, securityHeaders } from "./http/security-headers.ts";
import { healthRoutes } from "./routes/health.ts";
import { createCookie } from "./session/cookies.ts";
import { createSeal } from "./session/seal.ts";
import { createSessions } from "./session/sessions.ts";
import { createPasswords } from "./sign-in/local/passwords.ts";
import { createProvider } from "./sign-in/oidc/provider.ts";
import { openAudit } from "./telemetry/audit.ts";
import type { Log } from "./telemetry/log.ts";
import { createMetrics } from "./telemetry/metrics.ts";
import { createMetricsApp } from "./telemetry/metrics-app.ts";
import { createContentCache } from "./trees/content-cache.ts";
import { watchTrees } from "./trees/trees.ts";

/** What is kept of files in memory, in bytes. */
const memoryForContents = 16 * 1024 * 1024;
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
  const headers = securityHeaders(config);
  const policy = (scripts: readonly string[]) => contentSecurityPolicy(config.csp, scripts);
  const trees = await watchTrees(dir, { common: headers, policy }, log);
  const users = await watchUsers(config.users, log);
  if (config.oidc === undefined && !users.any()) {
    throw new DraftGateError(
      "settings",
      `Nobody could sign in: there is no "oidc" in the configuration and no account in ${config.users}. Add one: docusaurus-draft-gate user add NAME --users ${config.users}`,
    );
  }
  const secure = isSecure(config);
  const seal = createSeal(config.secrets);
  const provider = config.oidc && createProvider(config.oidc, log);
  const audit = await openAudit(config.audit, log);
  const context: Context = {
    config,
    trees,
    contents: createContentCache(memoryForContents),
    headers,
    seal,
    sessions: createSessions(seal, users, { secure, hours: config.session.hours }),
    formCookie: createCookie("draft-gate-form", secure),
    oidcCookie: createCookie("draft-gate-oidc", secure),
    users,
    passwords: await createPasswords(),
    provider,
    audit,
    metrics: createMetrics({ providerReachable: () => provider?.reachable() }),
    log,
  };
  let stopping = false;
  const app = await createApp(context);
  healthRoutes(app, () => !stopping && users.readable());
  const metricsApp = config.metrics && createMetricsApp(context.metrics);

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
      const late = setTimeout(() => app.server.closeAllConnections(), stopTime);
      // Connections that were at work when the server stopped are kept alive after it, if nobody looks.
      const idle = setInterval(() => app.server.closeIdleConnections(), 100);
      await app.close();
      clearInterval(idle);
      clearTimeout(late);
      await metricsApp?.close();
      trees.close();
      users.close();
      await audit.close();
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
