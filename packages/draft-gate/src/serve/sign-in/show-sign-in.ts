import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Context } from "../context/context.ts";
import { contentSecurityPolicy } from "../http/security-headers.ts";
import { wayBack } from "../http/way-back.ts";
import type { Sessions } from "../session/sessions.ts";
import { beginForm, type FormState } from "./form.ts";
import type { SignInMethod } from "./method.ts";
import { type Notice, tooMany } from "./notice.ts";
import { signInPage } from "./sign-in-page.ts";

/** What the sign-in page shows beside what it always shows. */
export interface Shown {
  readonly notice?: Notice;
  readonly name?: string;
  readonly form?: FormState | undefined;
}

/** `GET` of the sign-in page; whoever is signed in already is led on. */
export function signInPageRoute(
  app: FastifyInstance,
  context: Context,
  { methods, sessions }: { readonly methods: readonly SignInMethod[]; readonly sessions: Sessions },
): void {
  const { config, trees, headers } = context;
  app.get(trees.now().site.signIn, async (request, reply) => {
    const reader = await sessions.readerOf(request.headers.cookie);
    if (reader === undefined) return showSignIn(context, methods, request, reply);
    return reply
      .headers({ ...headers, "cache-control": "private, no-store" })
      .redirect(wayBack(request.headers.referer, config.url, trees.now().site), 303);
  });
}

/** Shows the sign-in page, with a notice where there is one. */
export async function showSignIn(
  context: Context,
  methods: readonly SignInMethod[],
  request: FastifyRequest,
  reply: FastifyReply,
  { notice, name, form }: Shown = {},
): Promise<FastifyReply> {
  const { config, trees, headers } = context;
  const { site, look } = trees.now();
  const { token } = form ?? (await beginForm(context, request, reply));
  const acceptLanguage = request.headers["accept-language"];
  return reply
    .code(notice?.status ?? 200)
    .headers({
      ...headers,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": contentSecurityPolicy(config.csp, look.colorScriptHash),
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex, nofollow, noarchive",
      ...(notice === tooMany && { "retry-after": String(config.limits.minutes * 60) }),
    })
    .send(signInPage({ site, look, acceptLanguage, token, methods, notice, name }));
}
