import { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import { type HostUri, showHost } from "./host-uri.ts";
import { parseHostList } from "./parse-host-uri.ts";

/** Hosts as text: one Host URI, a list with commas, or several of either. */
export type Hosts = string | readonly string[];

/**
 * Reads hosts, and passes over those that are no MQTT.
 *
 * @throws LinkError `invalid-host`, or `invalid-configuration` where no MQTT host is left
 */
export function readHosts(hosts: Hosts, report: Report): [HostUri, ...HostUri[]] {
  const all = (typeof hosts === "string" ? [hosts] : hosts).flatMap(parseHostList);
  const usable = all.filter((host) => {
    if (host.protocol !== "coap" && host.protocol !== "coaps") return true;
    const reason = "this is the MQTT link: it cannot use CoAP";
    report({ type: "host-skipped", host: showHost(host), reason });
    return false;
  });
  const [first, ...others] = usable;
  if (first === undefined) {
    throw new LinkError(
      "invalid-configuration",
      "hosts: expected at least one with mqtt:// or mqtts://, found none",
    );
  }
  return [first, ...others];
}
