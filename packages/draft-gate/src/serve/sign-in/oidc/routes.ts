import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import type { OidcConfig } from "../../config/config.ts";
import type { Context } from "../../context/context.ts";
import { readForm } from "../form.ts";
import type { Limits } from "../limits.ts";
import { showSignIn } from "../local/routes.ts";
import { admit } from "./admit.ts";
import { arrive, depart, type Transaction } from "./code-flow.ts";
import type { Provider } from "./provider.ts";

/** What is remembered while the reader is at the provider. */
interface Travel extends Transaction {
  readonly back: string;
}

/** How long a reader may take at the provider, in seconds. */
const lifetime = 600;

/** `auth/oidc`, which leads to the provider, and `auth/callback`, where it leads back to. */
export function oidcRoutes(
  app: FastifyInstance,
  context: Context,
  limits: Limits,
  { oidc, provider }: { readonly oidc: OidcConfig; readonly provider: Provider },
): void {
  const { config, trees, seal, oidcCookie, formCookie, sessions, audit, metrics } = context;
  const { baseUrl } = trees.now().site;
  const redirectUri = `${config.url}${baseUrl}auth/callback`;
  const headers = { ...context.headers, "cache-control": "private, no-store" };

  app.get(`${baseUrl}auth/oidc`, async (request, reply) => {
    if (!(await limits.address(request)))
      return refuse("tooMany", "too many attempts from this address", request, reply);
    const site = request.headers["sec-fetch-site"];
    // Another site must not send readers off; they get to see where they are first.
    if (site !== undefined && site !== "same-origin" && site !== "none")
      return showSignIn(context, request, reply);
    const back = (await readForm(context, request))?.back ?? baseUrl;
    try {
      const { location, transaction } = await depart(provider, oidc, redirectUri);
      const travel: Travel = { ...transaction, back };
      return reply
        .headers(headers)
        .header("set-cookie", oidcCookie.write(await seal.close("oidc", { ...travel }, lifetime), lifetime))
        .redirect(location, 303);
    } catch {
      return refuse("providerDown", "the provider cannot be reached", request, reply);
    }
  });

  app.get(`${baseUrl}auth/callback`, async (request, reply) => {
    const value = oidcCookie.read(request.headers.cookie);
    const travel = value === undefined ? undefined : ((await seal.open("oidc", value)) as Travel | undefined);
    if (travel === undefined)
      return refuse("stale", "no sign-in is under way in this browser", request, reply);
    // Whatever comes of it, this journey is over; but the cookie can be kept, and brought again and again.
    reply.header("set-cookie", oidcCookie.clear());
    if (!(await limits.wayBack(request)))
      return refuse("tooMany", "too many attempts from this address", request, reply);
    const query = request.raw.url?.split("?")[1] ?? "";
    try {
      const { claims, idToken } = await arrive(provider, oidc, new URL(`${redirectUri}?${query}`), travel);
      const admission = admit(claims, oidc);
      if ("refused" in admission)
        return refuse("notAllowed", admission.refused, request, reply, admission.who);
      const { reader } = admission;
      audit.record("sign-in", { method: "oidc", reader: reader.id, address: request.ip });
      metrics.signIn("oidc", "in");
      return reply
        .headers(headers)
        .header("set-cookie", [await sessions.start({ ...reader, idToken }), formCookie.clear()])
        .redirect(travel.back, 303);
    } catch (error) {
      const answered =
        error instanceof AuthorizationResponseError ||
        error instanceof ResponseBodyError ||
        error instanceof ClientError;
      if (answered) return refuse("providerRefused", reasonOf(error), request, reply);
      context.log("warn", `a sign-in at the OpenID provider failed: ${reasonOf(error as Error)}`);
      return refuse("providerDown", "the provider cannot be reached", request, reply);
    }
  });

  function refuse(
    message: "tooMany" | "stale" | "providerDown" | "providerRefused" | "notAllowed",
    reason: string,
    request: FastifyRequest,
    reply: FastifyReply,
    reader?: string,
  ) {
    audit.record("refused", { method: "oidc", reader, reason, address: request.ip });
    metrics.signIn("oidc", "refused");
    return showSignIn(context, request, reply, { message });
  }
}

/** The error's code: its message could quote what the provider, or somebody who pretends to be it, sent. */
function reasonOf(error: Error & { readonly code?: unknown }): string {
  const inner = error.cause as { readonly code?: unknown } | undefined;
  const code = error.code ?? inner?.code;
  return typeof code === "string" && /^[\w-]+$/.test(code) ? code : error.name;
}
