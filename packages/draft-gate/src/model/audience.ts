import { DraftGateError } from "../error.ts";

/** Who a tree is built for: everybody, or readers who signed in. */
export type Audience = "public" | "private";

/**
 * Reads `DOCS_AUDIENCE`, public unless told otherwise.
 *
 * @throws DraftGateError `audience` for any other value: a misspelt "private" must not pass for public, nor the
 * other way round.
 */
export function readAudience(env: NodeJS.ProcessEnv): Audience {
  const value = env.DOCS_AUDIENCE;
  if (value === undefined) return "public";
  if (value === "public" || value === "private") return value;
  throw new DraftGateError(
    "audience",
    `DOCS_AUDIENCE is ${JSON.stringify(value)}; expected "public" or "private". Unset it to build the public tree.`,
  );
}
