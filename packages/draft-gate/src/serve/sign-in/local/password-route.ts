import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../../context/context.ts";
import { isSameOrigin } from "../../http/same-origin.ts";
import type { SignInDesk } from "../desk.ts";
import { type FormState, isToken, readForm } from "../form.ts";
import { elsewhere, type Notice, stale, tooMany } from "../notice.ts";
import type { Passwords } from "./passwords.ts";
import { busy, wrong } from "./texts.ts";

/** `POST` of the sign-in page: name and password. */
export function passwordRoute(
  app: FastifyInstance,
  context: Context,
  passwords: Passwords,
  desk: SignInDesk,
): void {
  const { config, trees, users } = context;

  app.post(trees.now().site.signIn, async (request, reply) => {
    const { name, password, token } = fieldsOf(request);
    const account = users.account(name);
    // What is nobody's name may be a password, typed into the wrong field.
    const reader = account && `local:${name}`;
    const refuse = (notice: Notice, reason: string, form?: FormState) =>
      desk.refuse(request, reply, { notice, reason, reader, name, form });

    if (!(await desk.limits.address(request))) return refuse(tooMany, "too many attempts from this address");
    const form = await readForm(context, request);
    if (!isSameOrigin(request.headers, config.url)) {
      const { origin } = request.headers;
      const isNamed = origin !== undefined && origin !== config.url && URL.canParse(origin);
      return refuse(isNamed ? elsewhere(config.url) : stale, "the form is of another site");
    }
    if (form === undefined || !isToken(form, token))
      return refuse(stale, "the form does not bring its token");
    if (!(await desk.limits.account(request, name))) {
      return refuse(tooMany, "too many attempts for this account", form);
    }
    const matches = await passwords.matches(account?.hash, password);
    if (matches === undefined) return refuse(busy, "too many sign-ins at once", form);
    if (account === undefined) return refuse(wrong, "no such account", form);
    if (!matches) return refuse(wrong, "wrong password", form);
    return desk.letIn(request, reply, {
      reader: { id: `local:${name}`, name, kept: { since: account.since } },
      back: form.back,
    });
  });
}

interface Fields {
  readonly name: string;
  readonly password: string;
  readonly token: string | null;
}

function fieldsOf({ body }: FastifyRequest): Fields {
  const fields = body instanceof URLSearchParams ? body : new URLSearchParams();
  return {
    name: (fields.get("name") ?? "").trim().slice(0, 200),
    password: fields.get("password") ?? "",
    token: fields.get("token"),
  };
}
