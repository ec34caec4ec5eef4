import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { isSecure } from "../../config/config.ts";
import type { OidcConfig } from "../../config/oidc.ts";
import type { Context } from "../../context/context.ts";
import { createCookie } from "../../session/cookies.ts";
import type { SignInDesk } from "../desk.ts";
import { readForm } from "../form.ts";
import { elsewhere, type Notice, stale, tooMany } from "../notice.ts";
import { admit } from "./admit.ts";
import { arrive, depart, type Transaction } from "./code-flow.ts";
import type { Provider } from "./provider.ts";
import { notAllowed, providerDown, providerRefused } from "./texts.ts";

/** What is remembered while the reader is at the provider. */
interface Journey extends Transaction {
  readonly back: string;
}

/** How long a reader may take at the provider, in seconds. */
const lifetime = 600;

/** `auth/oidc`, which leads to the provider, and `auth/callback`, where it leads back to. */
export function journeyRoutes(
  app: FastifyInstance,
  context: Context,
  { oidc, provider }: { readonly oidc: OidcConfig; readonly provider: Provider },
  desk: SignInDesk,
): void {
  const { config, trees, seal, log } = context;
  const { baseUrl } = trees.now().site;
  const redirectUri = `${config.url}${baseUrl}auth/callback`;
  const cookie = createCookie("draft-gate-oidc", isSecure(config));
  // Each way back makes the server ask the provider.
  const waysBack = desk.limits.anotherByAddress();

  app.get(`${baseUrl}auth/oidc`, async (request, reply) => {
    const refuse = refuseBy(desk, request, reply);
    if (!(await desk.limits.address(request))) return refuse(tooMany, "too many attempts from this address");
    const site = request.headers["sec-fetch-site"];
    // Another site must not send readers off; they get to see where they are first.
    if (site !== undefined && site !== "same-origin" && site !== "none") return desk.show(request, reply);
    // The provider would lead back to the site's own name, where the browser remembers nothing of this.
    if (isOpenedElsewhere(request, config.url)) {
      return refuse(elsewhere(config.url), "the site was opened under another name");
    }
    const back = (await readForm(context, request))?.back ?? baseUrl;
    try {
      const { location, transaction } = await depart(provider, oidc, redirectUri);
      const journey: Journey = { ...transaction, back };
      const value = await seal.close("oidc", { ...journey }, lifetime);
      return reply
        .headers({ ...context.headers, "cache-control": "private, no-store" })
        .header("set-cookie", cookie.write(value, lifetime))
        .redirect(location, 303);
    } catch {
      return refuse(providerDown, "the provider cannot be reached");
    }
  });

  app.get(`${baseUrl}auth/callback`, async (request, reply) => {
    const refuse = refuseBy(desk, request, reply);
    const value = cookie.read(request.headers.cookie);
    const journey = value && ((await seal.open("oidc", value)) as Journey | undefined);
    if (!journey) return refuse(stale, "no sign-in is under way in this browser");
    // Whatever comes of it, this journey is over; but the cookie can be kept, and brought again and again.
    reply.header("set-cookie", cookie.clear());
    if (!(await waysBack(request))) return refuse(tooMany, "too many attempts from this address");
    const query = request.raw.url?.split("?")[1] ?? "";
    try {
      const { claims, idToken, refreshToken } = await arrive(
        provider,
        oidc,
        new URL(`${redirectUri}?${query}`),
        journey,
      );
      const admission = admit(claims, oidc);
      if ("refused" in admission) return refuse(notAllowed, admission.refused, admission.who);
      const { reader } = admission;
      const again = refreshToken === undefined ? {} : { refreshToken };
      const whole = { ...reader, kept: { idToken, ...again } };
      // Without the ID token the provider asks the reader once more, when signing out, and that is all; without the other
      // one, the provider is not asked again.
      const lighter = [{ ...reader, kept: again }, reader];
      return desk.letIn(request, reply, { reader: whole, lighter, back: journey.back });
    } catch (error) {
      if (isAnswer(error)) return refuse(providerRefused, reasonOf(error));
      log("warn", `a sign-in at the OpenID provider failed: ${reasonOf(error as Error)}`);
      return refuse(providerDown, "the provider cannot be reached");
    }
  });
}

/** Whether the page with the link had another name than the site's own; what it was called is said in the Referer alone. */
function isOpenedElsewhere({ headers: { referer } }: FastifyRequest, url: string): boolean {
  return referer !== undefined && URL.canParse(referer) && new URL(referer).origin !== url;
}

type Refuse = (notice: Notice, reason: string, reader?: string) => Promise<FastifyReply>;

function refuseBy(desk: SignInDesk, request: FastifyRequest, reply: FastifyReply): Refuse {
  return (notice, reason, reader) => desk.refuse(request, reply, { notice, reason, reader });
}

/** Whether an error is what the provider said, not that it said nothing. */
function isAnswer(error: unknown): error is Error {
  return (
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError ||
    error instanceof ClientError
  );
}

/** The error's code: its message could quote what the provider, or somebody who pretends to be it, sent. */
function reasonOf(error: Error & { readonly code?: unknown }): string {
  const inner = error.cause as { readonly code?: unknown } | undefined;
  const code = error.code ?? inner?.code;
  return typeof code === "string" && /^[\w-]+$/.test(code) ? code : error.name;
}
