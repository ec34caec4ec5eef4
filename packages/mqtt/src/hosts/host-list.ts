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
  const given: readonly unknown[] = Array.isArray(hosts) ? hosts : [hosts];
  const all = given.flatMap((text) => {
    if (typeof text === "string") return parseHostList(text);
    throw new LinkError(
      "invalid-configuration",
      `hosts: expected a Host URI such as "mqtts://broker.example", or several, found ${text === null ? "null" : typeof text}`,
    );
  });
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

/** Passes over hosts that stand in the list twice: who is connected to a broker twice gets everything twice. */
export function distinctHosts(
  hosts: readonly [HostUri, ...HostUri[]],
  report: Report,
): [HostUri, ...HostUri[]] {
  const [first, ...others] = hosts;
  const kept: [HostUri, ...HostUri[]] = [first];
  for (const host of others) {
    const isKnown = kept.some((one) => showHost(one) === showHost(host) && one.prefix === host.prefix);
    if (!isKnown) kept.push(host);
    else {
      const reason = "this address and topic prefix stand in the list already";
      report({ type: "host-skipped", host: showHost(host), reason });
    }
  }
  return kept;
}
