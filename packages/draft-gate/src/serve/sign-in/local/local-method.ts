import type { Context } from "../../context/context.ts";
import type { SignInMethod } from "../method.ts";
import { passwordForm } from "./password-form.ts";
import { passwordRoute } from "./password-route.ts";
import { createPasswords } from "./passwords.ts";

/** Signing in with name and password, to an account in the file of local accounts. */
export async function createLocalMethod(context: Context): Promise<SignInMethod> {
  const { trees, users } = context;
  const passwords = await createPasswords();
  return {
    name: "local",
    isOffered: () => users.any(),
    button: (showing) => passwordForm(trees.now().site.signIn, showing),
    routes: (app, desk) => passwordRoute(app, context, passwords, desk),
    // A session ends with its account, and when its account gets another password.
    admits({ name, kept }) {
      const account = users.account(name);
      return account !== undefined && account.since === kept?.since;
    },
  };
}
