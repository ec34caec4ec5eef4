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
  /** With which the provider can be asked again; not all give one. */
  readonly refreshToken?: string;
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
  const claims = (await claimsOf(configuration, oidc, tokens)) as Claims;
  const { id_token: idToken = "", refresh_token: refreshToken } = tokens;
  return { claims, idToken, ...(refreshToken !== undefined && { refreshToken }) };
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/**
 * What the provider says of the user that it gave tokens for; nothing where it says nothing at all.
 *
 * @throws an error of openid-client when it does not answer
 */
export async function claimsOf(
  configuration: client.Configuration,
  oidc: OidcConfig,
  tokens: Tokens,
): Promise<Claims | undefined> {
  const told = tokens.claims() as Claims | undefined;
  const needed = ["email", "email_verified", ...(oidc.allow.groups.length > 0 ? [oidc.groupsClaim] : [])];
  const complete = needed.every((claim) => told?.[claim] !== undefined);
  const hasMore = configuration.serverMetadata().userinfo_endpoint !== undefined;
  if (complete || !hasMore) return told && joinClaims(told, {});
  // Many providers keep the ID token small and tell the rest when asked; with a refreshed access token some give none.
  const expected = told?.sub ?? client.skipSubjectCheck;
  const more = await client.fetchUserInfo(configuration, tokens.access_token, expected);
  return joinClaims(told ?? (more as Claims), more);
}

/**
 * What the ID token tells, and what the provider told when asked beside it. The e-mail address and whether it is
 * verified come from one of the two: neither vouches for the address in the other.
 */
export function joinClaims(told: Claims, more: Readonly<Record<string, unknown>>): Claims {
  const { email, email_verified } = told.email_verified === undefined && "email" in more ? more : told;
  return { ...more, ...told, email, email_verified };
}
