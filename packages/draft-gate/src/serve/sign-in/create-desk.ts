import type { Context } from "../context/context.ts";
import { browserOf } from "../session/browser.ts";
import type { Sessions } from "../session/sessions.ts";
import type { SignInDesk } from "./desk.ts";
import { formCookie } from "./form.ts";
import type { Limits } from "./limits.ts";
import type { SignInMethod } from "./method.ts";
import { showSignIn } from "./show-sign-in.ts";

/** What a desk needs beside the context. */
export interface SignIn {
  readonly methods: readonly SignInMethod[];
  readonly sessions: Sessions;
  readonly limits: Limits;
}

/** Makes the desk of one method. */
export function createDesk(context: Context, signIn: SignIn, method: string): SignInDesk {
  const { audit, metrics, headers } = context;
  const { methods, sessions, limits } = signIn;
  const form = formCookie(context);
  return {
    limits,
    show: (request, reply) => showSignIn(context, methods, request, reply),
    async letIn(request, reply, { reader, lighter, back }) {
      audit.record("sign-in", { method, reader: reader.id, address: request.ip });
      metrics.signIn(method, "in");
      return reply
        .headers({ ...headers, "cache-control": "private, no-store" })
        .header("set-cookie", [
          await sessions.start(reader, lighter, browserOf(request.headers["user-agent"])),
          form.clear(),
        ])
        .redirect(back, 303);
    },
    refuse(request, reply, { reader, reason, ...shown }) {
      audit.record("refused", { method, reader, reason, address: request.ip });
      metrics.signIn(method, "refused");
      return showSignIn(context, methods, request, reply, shown);
    },
  };
}
