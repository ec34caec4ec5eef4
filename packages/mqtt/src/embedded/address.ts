import { bracketed } from "../hosts/host-uri.ts";
import type { Listener } from "./options.ts";

/** Addresses at which one listens and to which nobody can connect: all of this machine's. */
const EVERYWHERE: ReadonlySet<string> = new Set(["0.0.0.0", "::", "0:0:0:0:0:0:0:0"]);

/**
 * Where clients connect to a listener that is open at this port. One that listens everywhere is told by its loopback
 * address, which exists on each machine: what others call this one, it cannot know. `::` takes IPv4 as well.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3986 | RFC 3986 §3.2.2}
 */
export function urlOf({ protocol, host }: Pick<Listener, "protocol" | "host">, port: number): string {
  const reachable = EVERYWHERE.has(host) ? "127.0.0.1" : host;
  return `${protocol}://${bracketed(reachable)}:${port}`;
}
