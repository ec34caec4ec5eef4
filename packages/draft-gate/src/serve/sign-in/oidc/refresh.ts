import * as client from "openid-client";
import type { OidcConfig } from "../../config/oidc.ts";
import type { Reader } from "../../session/reader.ts";
import type { Session } from "../../session/session.ts";
import type { Log } from "../../telemetry/log.ts";
import { admit } from "./admit.ts";
import { claimsOf } from "./code-flow.ts";
import type { Provider } from "./provider.ts";

/** Asks the provider again, during a session, whether its reader may still read. */
export type Refresh = (session: Session) => Promise<Reader | undefined>;

interface State {
  readonly reader: Reader;
  /** When the provider is to be asked next, in milliseconds. */
  readonly next: number;
  readonly asking?: Promise<Reader | undefined>;
}

/** When the provider said nothing, it is asked again after this time, in milliseconds. */
const again = 60_000;
/** Sessions that are remembered; one that is forgotten goes on with what its cookie says. */
const mostStates = 10_000;

/** For sessions that have a refresh token; others go on to their end. */
export function createRefresh(oidc: OidcConfig, provider: Provider, log: Log): Refresh {
  const interval = oidc.refreshMinutes * 60_000;
  const states = new Map<string, State>();

  function note(id: string, state: State): void {
    const oldest = states.keys().next();
    if (states.size >= mostStates && !oldest.done && !states.has(id)) states.delete(oldest.value);
    states.set(id, state);
  }

  async function ask(id: string, before: Reader, token: string): Promise<Reader | undefined> {
    try {
      const reader = await refreshed(before, token, oidc, provider);
      if (reader === undefined) states.delete(id);
      else note(id, { reader, next: Date.now() + interval });
      return reader;
    } catch (error) {
      log(
        "warn",
        `the OpenID provider did not say whether a reader may still read: ${(error as Error).name}`,
      );
      note(id, { reader: before, next: Date.now() + again });
      return before;
    }
  }

  return async ({ id, reader, started }) => {
    const state = states.get(id) ?? { reader, next: started + interval };
    const token = state.reader.kept?.refreshToken;
    if (token === undefined) return reader;
    if (state.asking !== undefined) return state.asking;
    if (Date.now() < state.next) return state.reader;
    // A provider may take each token once: all requests of a page wait for one answer.
    const asking = ask(id, state.reader, token);
    note(id, { ...state, asking });
    return asking;
  };
}

/**
 * @returns nothing when the provider takes the token no more, or when those it now knows of the reader may not read
 * @throws whatever kept it from answering
 */
async function refreshed(
  before: Reader,
  token: string,
  oidc: OidcConfig,
  provider: Provider,
): Promise<Reader | undefined> {
  const configuration = await provider.connect();
  try {
    const tokens = await client.refreshTokenGrant(configuration, token);
    const kept = { ...before.kept, refreshToken: tokens.refresh_token ?? token };
    const claims = await claimsOf(configuration, oidc, tokens);
    // It vouches for the account, and says nothing of it.
    if (claims === undefined) return { ...before, kept };
    const admission = admit(claims, oidc);
    // Who is called otherwise now signs in anew: what was revoked goes by these names.
    if ("refused" in admission || admission.reader.id !== before.id) return undefined;
    return { ...admission.reader, kept };
  } catch (error) {
    if (error instanceof client.ResponseBodyError && error.error === "invalid_grant") return undefined;
    throw error;
  }
}
