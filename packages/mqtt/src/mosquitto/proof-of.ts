import type { ReadListener, ReadSettings } from "./read-settings.ts";

/**
 * By what a listener knows its clients: nothing (`open`), user and password, the PSK identity, or the CN of the
 * certificate.
 */
export type Proof = "open" | "password" | "identity" | "cn";

/** By what a listener knows its clients. */
export function proofOf({ tls, authentication }: Pick<ReadListener, "tls" | "authentication">): Proof {
  if (authentication !== "none") return authentication;
  return tls === "psk" ? "identity" : "open";
}

/** Whether any listener knows its clients by this. */
export function isAskedFor({ listeners }: Pick<ReadSettings, "listeners">, proof: Proof): boolean {
  return listeners.some((listener) => proofOf(listener) === proof);
}
