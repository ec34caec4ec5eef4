import { tryDevEui } from "../protocol/dev-eui.ts";
import type { OtherAccess } from "./others.ts";

/** Who a client of the embedded broker is. */
export type ClientIdentity =
  | { readonly kind: "device"; readonly devEui: string }
  /** May read what devices send, and write to them: another consumer, or somebody who looks on. */
  | { readonly kind: "operator"; readonly user: string }
  /** Whoever else has rights by `access`. */
  | { readonly kind: "other"; readonly user: string; readonly access: OtherAccess };

/** A PSK identity, a DevEUI in its digits alone. */
export function canonicalIdentity(identity: string): string {
  return tryDevEui(identity)?.devEui ?? identity;
}

/** Who stands behind a name that was proved: a DevEUI in either spelling, an operator, or whoever else has rights. */
export function identify(
  name: string,
  operators: readonly string[],
  others: readonly OtherAccess[] = [],
): ClientIdentity | undefined {
  const device = tryDevEui(name);
  if (device !== undefined) return { kind: "device", devEui: device.devEui };
  if (operators.includes(name)) return { kind: "operator", user: name };
  const access = others.find((other) => other.name === name);
  return access === undefined ? undefined : { kind: "other", user: name, access };
}

/** A client id that is this client's alone: under another's it would throw the other out, or take over its session. */
export function ownClientId(who: ClientIdentity, clientId: string): string {
  return `${who.kind} ${who.kind === "device" ? who.devEui : who.user} ${clientId}`;
}
