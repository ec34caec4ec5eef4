import type { Context } from "./context/context.ts";
import type { Reader } from "./session/reader.ts";
import type { Session } from "./session/session.ts";
import type { SessionRules } from "./session/sessions.ts";
import { isAdmitted, methodOf, type SignInMethod } from "./sign-in/method.ts";

/** What sessions of this server depend on: what was revoked, which ended, and what each method says of its readers. */
export function sessionRules(
  { users, ended, audit }: Context,
  methods: readonly SignInMethod[],
): SessionRules {
  async function end(session: Session, { name }: SignInMethod): Promise<void> {
    // Of the requests that waited for the answer, the first writes it down.
    if (ended.has(session)) return;
    const done = ended.end(session);
    const reason = "whoever vouched for the reader does so no more";
    audit.record("ended", { method: name, reader: session.reader.id, reason });
    await done;
  }

  return {
    epoch: () => users.epoch(),
    admits: (reader, session) =>
      users.admits(reader, session) && !ended.has(session) && isAdmitted(reader, methods),
    async refresh(session): Promise<Reader | undefined> {
      const method = methodOf(session.reader, methods);
      if (method?.refresh === undefined) return session.reader;
      const reader = await method.refresh(session);
      if (reader === undefined) await end(session, method);
      return reader;
    },
  };
}
