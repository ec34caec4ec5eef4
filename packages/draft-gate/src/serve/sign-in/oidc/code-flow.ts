import * as client from "openid-client";
import type { OidcConfig } from "../../config/oidc.ts";
import type { Claims } from "./admit.ts";
import type { Provider } from "./provider.ts";

/** What one sign-in has to remember until the provider sends the reader back. */
export interface Transaction {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Where to send the reader, and what to remember. */
export interface Departure {
  readonly location: string;
  readonly transaction: Transaction;
}

/** Who came back. */
export interface Arrival {
  readonly claims: Claims;
  readonly idToken: string;
}

/** Starts the authorization code flow with PKCE (RFC 7636), state and nonce. */
export async function depart(provider: Provider, oidc: OidcConfig, redirectUri: string): Promise<Departure> {
  const configuration = await provider.connect();
  const transaction: Transaction = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  const location = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: oidc.scope,
    state: transaction.state,
    nonce: transaction.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(transaction.verifier),
    code_challenge_method: "S256",
  });
  return { location: location.href, transaction };
}

/**
 * Ends the flow: trades the code for tokens and checks them.
 *
 * @param url - the redirect URI with the query that the provider added
 * @throws an error of openid-client for anything that is not right
 */
export async function arrive(
  provider: Provider,
  oidc: OidcConfig,
  url: URL,
  { state, nonce, verifier }: Transaction,
): Promise<Arrival> {
  const configuration = await provider.connect();
  const tokens = await client.authorizationCodeGrant(configuration, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const told = tokens.claims() as Claims;
  const needed = ["email", "email_verified", ...(oidc.allow.groups.length > 0 ? [oidc.groupsClaim] : [])];
  const complete = needed.every((claim) => told[claim] !== undefined);
  const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
  // Many providers keep the ID token small and tell the rest when asked.
  const more =
    complete || !hasMore ? {} : await client.fetchUserInfo(configuration, tokens.access_token, told.sub);
  return { claims: joinClaims(told, more), idToken: tokens.id_token ?? "" };
}

/**
 * What the ID token tells, and what the provider told when asked beside it. The e-mail address and whether it is
 * verified come from one of the two: neither vouches for the address in the other.
 */
export function joinClaims(told: Claims, more: Readonly<Record<string, unknown>>): Claims {
  const { email, email_verified } = told.email_verified === undefined && "email" in more ? more : told;
  return { ...more, ...told, email, email_verified };
}
