import { randomBytes, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { isSecure } from "../config/config.ts";
import type { Context } from "../context/context.ts";
import { wayBack } from "../http/way-back.ts";
import { type Cookie, createCookie } from "../session/cookies.ts";

/** What the form cookie holds. */
export interface FormState {
  /** Also stands in the form: what comes back has to bring both. */
  readonly token: string;
  /** Where the reader goes after signing in. */
  readonly back: string;
}

/** How long a form may stay open, in seconds. */
const lifetime = 3600;

/** Remembers, between showing the sign-in page and its return, which form it was and where the reader came from. */
export function formCookie({ config }: Pick<Context, "config">): Cookie {
  return createCookie("draft-gate-form", isSecure(config));
}

/** The state that a request's form cookie holds, if it is whole and in time. */
export async function readForm(context: Context, request: FastifyRequest): Promise<FormState | undefined> {
  const value = formCookie(context).read(request.headers.cookie);
  return value === undefined
    ? undefined
    : ((await context.seal.open("form", value)) as FormState | undefined);
}

/** Begins a form, or goes on with the one that another tab shows: the token stays, the way back is the new one. */
export async function beginForm(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FormState> {
  const { config, trees, seal } = context;
  const before = await readForm(context, request);
  const { referer } = request.headers;
  const { site } = trees.now();
  const back = wayBack(referer, config.url, site);
  // Reloading the sign-in page forgets where the reader came from, if the Referer is that page.
  const reloaded = back === site.baseUrl && referer?.startsWith(config.url + site.signIn);
  const state = {
    token: before?.token ?? randomBytes(24).toString("base64url"),
    back: reloaded && before !== undefined ? before.back : back,
  };
  const value = await seal.close("form", state, lifetime);
  reply.header("set-cookie", formCookie(context).write(value, lifetime));
  return state;
}

/** Whether a form brought its token back; takes as long whatever is wrong. */
export function isToken(state: FormState, token: string | null): boolean {
  const [expected, actual] = [Buffer.from(state.token), Buffer.from(token ?? "")];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
