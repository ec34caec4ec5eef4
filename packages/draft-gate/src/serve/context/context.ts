import type { Users } from "../accounts/users.ts";
import type { Config } from "../config/config.ts";
import type { Headers } from "../http/security-headers.ts";
import type { EndedSessions } from "../session/ended-sessions.ts";
import type { Seal } from "../session/seal.ts";
import type { Audit } from "../telemetry/audit.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { ContentCache } from "../trees/content-cache.ts";
import type { TreesWatch } from "../trees/trees.ts";

/** What the sign-in methods and the routes of a running server share. */
export interface Context {
  readonly config: Config;
  readonly trees: TreesWatch;
  readonly contents: ContentCache;
  readonly headers: Headers;
  readonly seal: Seal;
  readonly users: Users;
  readonly ended: EndedSessions;
  readonly audit: Audit;
  readonly metrics: Metrics;
  readonly log: Log;
}
