import path from "node:path";
import type { PolicyNeed } from "../../model/policy-need.ts";
import { watchUsers } from "../accounts/users.ts";
import type { Config } from "../config/config.ts";
import { policyAdvice, policyHeaders, securityHeaders } from "../http/security-headers.ts";
import { openEndedSessions } from "../session/ended-sessions.ts";
import { createSeal } from "../session/seal.ts";
import { openAudit } from "../telemetry/audit.ts";
import type { Log } from "../telemetry/log.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { createContentCache } from "../trees/content-cache.ts";
import { watchTrees } from "../trees/trees.ts";
import type { Context } from "./context.ts";

/** What is kept of files in memory, in bytes. */
const memoryForContents = 16 * 1024 * 1024;

/**
 * Opens the trees in `dir`, the accounts and the audit log.
 *
 * @throws DraftGateError `release`, `settings` or `users`
 */
export async function openContext(dir: string, config: Config, log: Log): Promise<Context> {
  const headers = securityHeaders(config);
  const policy = (scripts: readonly string[]) => policyHeaders(config, scripts);
  const advise = (needs: readonly PolicyNeed[]) => policyAdvice(config, needs);
  return {
    config,
    trees: await watchTrees(dir, { common: headers, policy, advise }, log),
    contents: createContentCache(memoryForContents),
    headers,
    seal: createSeal(config.secrets),
    users: await watchUsers(config.users, log),
    ended: await openEndedSessions(endedFile(config), config.session.hours * 3_600_000, log),
    audit: await openAudit(config.audit, log),
    metrics: createMetrics(),
    log,
  };
}

/** Without a setting of its own, the list of ended sessions lies beside the accounts. */
function endedFile({ users, session }: Config): string {
  return session.ended ?? path.join(path.dirname(users), "draft-gate-ended.jsonl");
}

/** Ends what a context watches, and writes what is still to be written. */
export async function closeContext({ trees, users, ended, audit }: Context): Promise<void> {
  trees.close();
  users.close();
  ended.close();
  await audit.close();
}
