import { tryDevEui } from "../protocol/dev-eui.ts";
import { type ClientIdentity, identify } from "./identity.ts";
import type { EmbeddedOptions } from "./options.ts";

/** Return codes of CONNACK that refuse a client. @see MQTT 3.1.1 §3.2.2.3 */
const IDENTIFIER_REJECTED = 2;
const BAD_USER_OR_PASSWORD = 4;
/** Not authorized. */
export const NOT_AUTHORIZED = 5;

/** What a certificate or a key proves. */
export interface Proof {
  /** The certificate's CN, or the PSK identity; empty where there is none, which is nobody. */
  readonly identity: string;
  readonly by: "psk" | "certificate";
  /** That of the certificate, where it is trusted by itself. */
  readonly fingerprint?: string;
}

/** What a client says of itself, and what it has proved. */
export interface Claim {
  readonly clientId: string;
  /** `undefined` where neither a certificate nor a key is asked for. */
  readonly proved: Proof | undefined;
  readonly user: string | undefined;
  readonly password: Buffer | undefined;
}

/** Finds out who a client is, or with which return code it is refused. */
export type SignIn = (claim: Claim) => Promise<ClientIdentity | number>;

/** Signs in as the options of a broker say. */
export function createSignIn({
  operators = [],
  access = [],
  authenticate,
  anonymous,
}: EmbeddedOptions): SignIn {
  const believes = anonymous ?? authenticate === undefined;
  const named = (name: string | undefined): ClientIdentity | number =>
    (name === undefined ? undefined : identify(name, operators, access)) ?? NOT_AUTHORIZED;

  const whoIs = async ({ clientId, proved, user, password }: Claim): Promise<ClientIdentity | number> => {
    const isNobody = proved === undefined && user === undefined;
    if (authenticate !== undefined && !(isNobody && believes)) {
      const answer = await authenticate({
        user: user ?? "",
        password: password?.toString() ?? "",
        ...(proved === undefined ? {} : { identity: proved.identity }),
        by: proved?.by ?? "none",
      });
      if (!answer) return BAD_USER_OR_PASSWORD;
      // What was proved decides, and not what was merely said.
      return named(typeof answer === "object" ? answer.as : (proved?.identity ?? user));
    }
    if (proved !== undefined) return named(proved.identity);
    if (!believes) return NOT_AUTHORIZED;
    return identify(clientId, []) ?? IDENTIFIER_REJECTED;
  };
  return async (claim) => {
    const who = await whoIs(claim);
    if (typeof who === "number" || who.kind !== "device") return who;
    // A device is not let in under the name of another one.
    const said = tryDevEui(claim.clientId);
    return said === undefined || said.devEui === who.devEui ? who : IDENTIFIER_REJECTED;
  };
}

/** Why a client is refused, by the return code. */
export function refusalWords(returnCode: number): string {
  switch (returnCode) {
    case IDENTIFIER_REJECTED:
      return "expected a client id that is the client's own DevEUI";
    case BAD_USER_OR_PASSWORD:
      return "expected a user and password that authenticate lets in";
    default:
      return "expected a user, a certificate or a key of a device or an operator";
  }
}
