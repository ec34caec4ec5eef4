import { DraftGateError } from "../error.ts";
import type { Context } from "./context/context.ts";
import { createLocalMethod } from "./sign-in/local/local-method.ts";
import type { CreateSignInMethod, SignInMethod } from "./sign-in/method.ts";
import { createOidcMethod } from "./sign-in/oidc/oidc-method.ts";

/** All methods that there are, in the order in which the sign-in page shows them. */
const all: readonly CreateSignInMethod[] = [createOidcMethod, createLocalMethod];

/**
 * The methods by which readers can sign in to this server.
 *
 * @throws DraftGateError `settings` when nobody could
 */
export async function signInMethods(context: Context): Promise<SignInMethod[]> {
  const methods = await Promise.all(all.map((create) => create(context)));
  const configured = methods.filter((method) => method !== undefined);
  if (configured.some((method) => method.isOffered())) return configured;
  const { users } = context.config;
  throw new DraftGateError(
    "settings",
    `Nobody could sign in: there is no "oidc" in the configuration and no account in ${users}. Add one: docusaurus-draft-gate user add NAME --users ${users}`,
  );
}
