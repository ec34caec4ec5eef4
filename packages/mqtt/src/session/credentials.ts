import { LinkError } from "../error.ts";
import type { HostUri } from "../hosts/host-uri.ts";
import { type Asked, ask } from "./ask.ts";

/** A user or a password: text of any characters, or what gives it. */
export type Credential = Asked<string>;

/** Who a client says that it is, in place of what its Host URI says. */
export interface CredentialSettings {
  readonly user?: Credential | undefined;
  readonly password?: Credential | undefined;
}

/** The most bytes that MQTT can say. */
const MOST = 65_535;

/** Asks for user and password. */
export async function readCredentials(
  host: HostUri,
  { user, password }: CredentialSettings,
  patience: Parameters<typeof ask>[2],
): Promise<Pick<HostUri, "user" | "password">> {
  const [asUser, asPassword] = await Promise.all([
    user === undefined ? host.user : ask(host, { name: "user", asked: user, check: checkUser }, patience),
    password === undefined
      ? host.password
      : ask(host, { name: "password", asked: password, check: checkPassword }, patience),
  ]);
  return {
    ...(asUser === undefined ? {} : { user: asUser }),
    ...(asPassword === undefined ? {} : { password: asPassword }),
  };
}

/**
 * Refuses what MQTT cannot say, and what does not go together with the hosts.
 *
 * @throws LinkError `invalid-configuration`
 */
export function checkCredentials(
  hosts: readonly Pick<HostUri, "user" | "password">[],
  { user, password }: CredentialSettings,
): void {
  for (const [name, given, check] of [
    ["user", user, checkUser],
    ["password", password, checkPassword],
  ] as const) {
    if (given === undefined) continue;
    if (hosts.some((host) => host[name] !== undefined)) {
      throw invalid(`${name}: expected the ${name} in the Host URI or as option, found both`);
    }
    const fault = typeof given === "function" ? undefined : check(given);
    if (fault !== undefined) throw invalid(`${name}: ${fault}`);
  }
  if (password !== undefined && user === undefined && hosts.some((host) => host.user === undefined)) {
    throw invalid("password: expected a user with the password, in the Host URI or as option");
  }
}

/** What is wrong with a user; `undefined` where nothing is. @see MQTT 3.1.1 §1.5.3 */
function checkUser(user: unknown): string | undefined {
  const fits = isText(user) && user !== "" && !user.includes("\u0000");
  return fits ? undefined : `expected text of 1 to ${MOST} bytes in UTF-8, without U+0000`;
}

function checkPassword(password: unknown): string | undefined {
  return isText(password) ? undefined : `expected text of at most ${MOST} bytes in UTF-8`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.isWellFormed() && Buffer.byteLength(value) <= MOST;
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}
