import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../../context/context.ts";
import { isSameOrigin } from "../../http/same-origin.ts";
import { contentSecurityPolicy } from "../../http/security-headers.ts";
import { wayBack } from "../../http/way-back.ts";
import type { Message } from "../../pages/words.ts";
import { beginForm, type FormState, isToken, readForm } from "../form.ts";
import type { Limits } from "../limits.ts";
import { signInPage } from "../sign-in-page.ts";

const statusOf: Readonly<Record<Message, number>> = {
  wrong: 401,
  stale: 400,
  tooMany: 429,
  busy: 503,
  providerDown: 503,
  providerRefused: 400,
  notAllowed: 403,
};

/** Shows the sign-in page, with a message where there is one. */
export async function showSignIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    message,
    name,
    form,
  }: { readonly message?: Message; readonly name?: string; readonly form?: FormState } = {},
): Promise<FastifyReply> {
  const { config, trees, users, headers } = context;
  const { site, look } = trees.now();
  const { token } = form ?? (await beginForm(context, request, reply));
  return reply
    .code(message === undefined ? 200 : statusOf[message])
    .headers({
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(config.csp, look.colorScriptHash),
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      ...(message === "tooMany" && { "retry-after": String(config.limits.minutes * 60) }),
    })
    .send(
      signInPage({
        site,
        look,
        acceptLanguage: request.headers["accept-language"],
        token,
        local: users.any(),
        ...(config.oidc && { provider: { label: config.oidc.label } }),
        ...(message && { message }),
        ...(name !== undefined && { name }),
      }),
    );
}

/** `GET` and `POST` of the sign-in page, for local accounts. */
export function signInRoutes(app: FastifyInstance, context: Context, limits: Limits): void {
  const { config, trees, sessions, users, passwords, audit, metrics, formCookie } = context;
  const { signIn } = trees.now().site;

  app.get(signIn, async (request, reply) => {
    const reader = await sessions.readerOf(request.headers.cookie);
    if (reader === undefined) return showSignIn(context, request, reply);
    return reply
      .headers({ ...context.headers, "cache-control": "private, no-store" })
      .redirect(wayBack(request.headers.referer, config.url, trees.now().site), 303);
  });

  app.post(signIn, async (request, reply) => {
    const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const [name, password] = [(body.get("name") ?? "").trim().slice(0, 200), body.get("password") ?? ""];
    const account = users.account(name);
    const refuse = (message: Message, reason: string, form?: FormState) => {
      // What is nobody's name may be a password, typed into the wrong field.
      const reader = account && `local:${name}`;
      audit.record("refused", { method: "local", reader, reason, address: request.ip });
      metrics.signIn("local", "refused");
      return showSignIn(context, request, reply, { message, name, ...(form && { form }) });
    };
    if (!(await limits.address(request))) return refuse("tooMany", "too many attempts from this address");
    const form = await readForm(context, request);
    if (!isSameOrigin(request.headers, config.url)) return refuse("stale", "the form is of another site");
    if (form === undefined || !isToken(form, body.get("token"))) {
      return refuse("stale", "the form does not bring its token");
    }
    if (!(await limits.account(request, name)))
      return refuse("tooMany", "too many attempts for this account", form);
    const matches = await passwords.matches(account?.hash, password);
    if (matches === undefined) return refuse("busy", "too many sign-ins at once", form);
    if (account === undefined) return refuse("wrong", "no such account", form);
    if (!matches) return refuse("wrong", "wrong password", form);
    audit.record("sign-in", { method: "local", reader: `local:${name}`, address: request.ip });
    metrics.signIn("local", "in");
    const cookie = await sessions.start({ id: `local:${name}`, name, since: account.since });
    return reply
      .headers({ ...context.headers, "cache-control": "private, no-store" })
      .header("set-cookie", [cookie, formCookie.clear()])
      .redirect(form.back, 303);
  });
}
