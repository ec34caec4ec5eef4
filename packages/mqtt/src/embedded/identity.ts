import { tryDevEui } from "../protocol/dev-eui.ts";

/** Who a client of the embedded broker is. */
export type ClientIdentity =
  | { readonly kind: "device"; readonly devEui: string }
  /** May read what devices send, and write to them: another consumer, or somebody who looks on. */
  | { readonly kind: "operator"; readonly user: string };

/** A PSK identity, a DevEUI in its digits alone. */
export function canonicalIdentity(identity: string): string {
  return tryDevEui(identity)?.devEui ?? identity;
}

/** Who stands behind a name that was proved: a DevEUI in either spelling, or an operator. */
export function identify(name: string, operators: readonly string[]): ClientIdentity | undefined {
  const device = tryDevEui(name);
  if (device !== undefined) return { kind: "device", devEui: device.devEui };
  return operators.includes(name) ? { kind: "operator", user: name } : undefined;
}

/** A client id that is this client's alone: under another's it would throw the other out, or take over its session. */
export function ownClientId(who: ClientIdentity, clientId: string): string {
  return `${who.kind} ${who.kind === "device" ? who.devEui : who.user} ${clientId}`;
}
