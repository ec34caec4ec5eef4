import * as client from "openid-client";
import type { OidcConfig } from "../../config/oidc.ts";
import type { Log } from "../../telemetry/log.ts";

/** The OpenID provider, which may be down at any time, at the start too. */
export interface Provider {
  /**
   * What is known of it, with no keys kept from before: each sign-in fetches them, so that a rotation of keys is
   * followed at once.
   *
   * @throws an error of openid-client when it cannot be reached
   */
  connect(): Promise<client.Configuration>;
  /** Where it signs its users out, if it is known and does. */
  endSessionEndpoint(): string | undefined;
  /** Whether it answered the last time. */
  reachable(): boolean;
}

/** How long the discovery document counts, in milliseconds. */
const fresh = 300_000;
/** How long an answer may take, in seconds. */
const patience = 5;

/** Gets to know the provider in the background; no start waits for it. */
export function createProvider(oidc: OidcConfig, log: Log): Provider {
  const issuer = new URL(oidc.issuer);
  const authentication = oidc.clientSecret ? client.ClientSecretPost(oidc.clientSecret) : client.None();
  const metadata = { [client.clockTolerance]: oidc.clockTolerance };
  const execute = [
    client.enableNonRepudiationChecks,
    // The configuration lets this pass for localhost only.
    ...(issuer.protocol === "http:" ? [client.allowInsecureRequests] : []),
  ];
  let known: { readonly server: client.ServerMetadata; readonly at: number } | undefined;
  let reachable = false;

  async function discover(): Promise<client.ServerMetadata> {
    if (known !== undefined && Date.now() - known.at < fresh) return known.server;
    try {
      const found = await client.discovery(issuer, oidc.clientId, metadata, authentication, {
        execute,
        timeout: patience,
      });
      known = { server: found.serverMetadata(), at: Date.now() };
      if (!reachable) log("info", `the OpenID provider ${issuer.origin} answers`);
      reachable = true;
      return known.server;
    } catch (error) {
      reachable = false;
      known = undefined;
      log("warn", `the OpenID provider ${issuer.origin} cannot be used: ${(error as Error).message}`);
      throw error;
    }
  }
  discover().catch(() => {});

  return {
    async connect() {
      const configuration = new client.Configuration(
        await discover(),
        oidc.clientId,
        metadata,
        authentication,
      );
      configuration.timeout = patience;
      for (const apply of execute) apply(configuration);
      return configuration;
    },
    endSessionEndpoint: () => known?.server.end_session_endpoint,
    reachable: () => reachable,
  };
}
