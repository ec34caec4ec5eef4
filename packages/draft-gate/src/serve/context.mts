import type { Passwords } from "./accounts/passwords.mjs";
import type { Users } from "./accounts/users.mjs";
import type { Audit } from "./audit.mjs";
import type { Config } from "./config/config.mjs";
import type { ContentCache } from "./http/content-cache.mjs";
import type { Headers } from "./http/security-headers.mjs";
import type { Log } from "./log.mjs";
import type { Metrics } from "./metrics.mjs";
import type { Provider } from "./oidc/provider.mjs";
import type { Cookie } from "./session/cookies.mjs";
import type { Seal } from "./session/seal.mjs";
import type { Sessions } from "./session/sessions.mjs";
import type { TreesWatch } from "./trees/trees.mjs";

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
