import type { FastifyInstance } from "fastify";
import type { Language } from "../../model/language.ts";
import type { Context } from "../context/context.ts";
import type { Html } from "../pages/html.ts";
import { methodName, type Reader } from "../session/reader.ts";
import type { Session } from "../session/session.ts";
import type { SignInDesk } from "./desk.ts";
import type { Notice } from "./notice.ts";

/** One way to sign in. */
export interface SignInMethod {
  /** How it is called in the audit log, in the metrics and in front of its readers' ids: `local:ada`. */
  readonly name: string;
  /** Whether somebody could sign in with it now. */
  isOffered(): boolean;
  /** What the sign-in page shows of it: a link, or a form. */
  button(showing: Showing): Html;
  /**
   * Adds its routes; whom they let in and whom they refuse goes by way of the desk. Each of them asks the desk's limits
   * first; one that a form is sent to then looks at the origin and at the form's token, as `local/password-route.ts` does,
   * one that a link leads to at what it left in a cookie, as `oidc/` does.
   */
  routes(app: FastifyInstance, desk: SignInDesk): void;
  /** Where one of its readers is to sign out as well, after signing out here. */
  signOutUrl?(reader: Reader): string | undefined;
  /**
   * One of its readers as it sees them now: it may ask again who they are, and let them out during a session.
   *
   * @returns nothing when they may not read any more
   */
  refresh?(session: Session): Promise<Reader | undefined>;
  /** Whether a session of one of its readers still counts. What was revoked does not, whatever this says. */
  admits?(reader: Reader): boolean;
}

/** What one showing of the sign-in page depends on. */
export interface Showing {
  readonly language: Language;
  /** What a form has to bring back. */
  readonly token: string;
  /** Whether no other method is offered beside it. */
  readonly alone: boolean;
  readonly notice?: Notice | undefined;
  /** The name that was typed in before. */
  readonly name?: string | undefined;
}

/** Makes a method as the configuration has it; nothing where it has none. */
export type CreateSignInMethod = (context: Context) => Promise<SignInMethod | undefined>;

/** Whether a reader's method is still there, and lets the reader in. */
export function isAdmitted(reader: Reader, methods: readonly SignInMethod[]): boolean {
  const method = methodOf(reader, methods);
  return method !== undefined && (method.admits?.(reader) ?? true);
}

/** The method that a reader signed in with; nothing if the configuration has it no more. */
export function methodOf(reader: Reader, methods: readonly SignInMethod[]): SignInMethod | undefined {
  return methods.find(({ name }) => name === methodName(reader));
}
