import type { OidcConfig } from "../../config/oidc.ts";
import type { Context } from "../../context/context.ts";
import { type Html, html } from "../../pages/html.ts";
import type { Reader } from "../../session/reader.ts";
import type { Showing, SignInMethod } from "../method.ts";
import { journeyRoutes } from "./journey-routes.ts";
import { createProvider, type Provider } from "./provider.ts";
import { createRefresh } from "./refresh.ts";
import { texts } from "./texts.ts";

/** Signing in at an OpenID provider, where the configuration names one. */
export async function createOidcMethod(context: Context): Promise<SignInMethod | undefined> {
  const { config, metrics, log } = context;
  const { oidc } = config;
  if (oidc === undefined) return undefined;
  const provider = createProvider(oidc, log);
  metrics.gauge("draft_gate_oidc_up", "Whether the OpenID provider answered the last time", () =>
    provider.reachable() ? 1 : 0,
  );
  return {
    name: "oidc",
    isOffered: () => true,
    button: (showing) => providerLink(context, oidc, showing),
    routes: (app, desk) => journeyRoutes(app, context, { oidc, provider }, desk),
    refresh: createRefresh(oidc, provider, log),
    signOutUrl: (reader) => endSessionUrl(context, { oidc, provider }, reader),
  };
}

/** A link and not a form: it changes nothing here. */
function providerLink({ trees }: Context, { label }: OidcConfig, { language, alone }: Showing): Html {
  const { provider, providerNamed } = texts[language];
  const kind = alone ? "button--primary" : "button--secondary";
  const href = `${trees.now().site.baseUrl}auth/oidc`;
  return html`<a class="button ${kind} button--block draft-gate-provider" href="${href}">${label ? providerNamed(label) : provider}</a>`;
}

/** The provider's address for signing out (OpenID Connect RP-Initiated Logout 1.0), if it has one. */
function endSessionUrl(
  { config, trees }: Context,
  { oidc, provider }: { readonly oidc: OidcConfig; readonly provider: Provider },
  { kept }: Reader,
): string | undefined {
  const endpoint = provider.endSessionEndpoint();
  if (endpoint === undefined) return undefined;
  const url = new URL(endpoint);
  url.searchParams.set("client_id", oidc.clientId);
  url.searchParams.set("post_logout_redirect_uri", config.url + trees.now().site.baseUrl);
  if (kept?.idToken !== undefined) url.searchParams.set("id_token_hint", kept.idToken);
  return url.href;
}
