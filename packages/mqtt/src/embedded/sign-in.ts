import { tryDevEui } from "../protocol/dev-eui.ts";
import { type ClientIdentity, identify } from "./identity.ts";
import type { EmbeddedOptions } from "./options.ts";

/** Return codes of CONNACK that refuse a client. @see MQTT 3.1.1 §3.2.2.3 */
const IDENTIFIER_REJECTED = 2;
const BAD_USER_OR_PASSWORD = 4;
/** Not authorized. */
export const NOT_AUTHORIZED = 5;

/** What a client says of itself, and what it has proved. */
export interface Claim {
  readonly clientId: string;
  /** What its certificate or key proves; `undefined` where neither is asked for. */
  readonly proved: string | undefined;
  readonly user: string | undefined;
  readonly password: Buffer | undefined;
}

/** Finds out who a client is, or with which return code it is refused. */
export type SignIn = (claim: Claim) => Promise<ClientIdentity | number>;

/** Signs in as the options of a broker say. */
export function createSignIn({ operators = [], authenticate, anonymous }: EmbeddedOptions): SignIn {
  const believes = anonymous ?? authenticate === undefined;
  const whoIs = async ({ clientId, proved, user, password }: Claim): Promise<ClientIdentity | number> => {
    if (proved !== undefined) return identify(proved, operators) ?? NOT_AUTHORIZED;
    if (user !== undefined && authenticate !== undefined) {
      const right = await authenticate({ user, password: password?.toString() ?? "" });
      return right ? (identify(user, operators) ?? NOT_AUTHORIZED) : BAD_USER_OR_PASSWORD;
    }
    if (!believes) return NOT_AUTHORIZED;
    return identify(clientId, []) ?? IDENTIFIER_REJECTED;
  };
  return async (claim) => {
    const who = await whoIs(claim);
    if (typeof who === "number" || who.kind === "operator") return who;
    // A device is not let in under the name of another one.
    const named = tryDevEui(claim.clientId);
    return named === undefined || named.devEui === who.devEui ? who : IDENTIFIER_REJECTED;
  };
}
