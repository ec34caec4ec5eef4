import type { Users } from "../accounts/users.ts";
import type { Config } from "../config/config.ts";
import type { Headers } from "../http/security-headers.ts";
import type { Cookie } from "../session/cookies.ts";
import type { Seal } from "../session/seal.ts";
import type { Sessions } from "../session/sessions.ts";
import type { Passwords } from "../sign-in/local/passwords.ts";
import type { Provider } from "../sign-in/oidc/provider.ts";
import type { Audit } from "../telemetry/audit.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { ContentCache } from "../trees/content-cache.ts";
import type { TreesWatch } from "../trees/trees.ts";

/** The parts of a running server that its routes share. */
export interface Context {
  readonly config: Config;
  readonly trees: TreesWatch;
  readonly contents: ContentCache;
  readonly headers: Headers;
  readonly seal: Seal;
  readonly sessions: Sessions;
  /** Remembers, between showing the sign-in form and its return, which form it was and where the reader came from. */
  readonly formCookie: Cookie;
  /** Remembers a sign-in that is under way at the provider. */
  readonly oidcCookie: Cookie;
  readonly users: Users;
  readonly passwords: Passwords;
  readonly provider: Provider | undefined;
  readonly audit: Audit;
  readonly metrics: Metrics;
  readonly log: Log;
}
