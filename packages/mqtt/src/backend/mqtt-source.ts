import type { HostUri } from "../hosts/host-uri.ts";
import { findHost, nameHost } from "../hosts/name-hosts.ts";
import { firstOf } from "../session/first-of.ts";
import { createUnacknowledged } from "../session/unacknowledged.ts";
import { type BrokerLink, type BrokerLinkOptions, startBrokerLink } from "./broker-link.ts";
import { createOutages } from "./outages.ts";
import type { Source, SourceEvents } from "./source.ts";

/** How to reach brokers. */
export interface MqttSourceOptions
  extends Omit<BrokerLinkOptions, "suffix" | "urlOf" | "onFailed" | "unacknowledged"> {
  /** Whether the hosts are one broker, which a backend is connected to at one of them. */
  readonly cluster: boolean;
}

/**
 * Connects to each host of a list, since devices may be at any of them, or to one broker at one of its hosts. It is enough
 * that one is there: the others are tried for ever.
 *
 * @throws LinkError `refused` or `unreachable`, of the first host where none is there; `invalid-configuration`
 */
export async function openMqttSource(options: MqttSourceOptions, events: SourceEvents): Promise<Source> {
  const { hosts, cluster, ...shared } = options;
  const urls = hosts.map(nameHost);
  const unacknowledged = createUnacknowledged();
  const outages = createOutages(options.report);
  const brokers: readonly (readonly [HostUri, ...HostUri[]])[] = cluster
    ? [hosts]
    : hosts.map((host) => [host]);
  const start = (members: readonly [HostUri, ...HostUri[]], index: number): BrokerLink => {
    const names = new Map(members.map((host) => [host, urls[hosts.indexOf(host)] as string]));
    return startBrokerLink(
      {
        ...shared,
        unacknowledged,
        hosts: members,
        suffix: index === 0 ? "" : `-${index + 1}`,
        urlOf: (host) => names.get(host) as string,
        onFailed: outages.failed,
        report: outages.report,
      },
      events,
    );
  };
  const links = brokers.map(start) as [BrokerLink, ...BrokerLink[]];
  const close = async (): Promise<void> => {
    await Promise.all(links.map((link) => link.close()));
  };

  let closed = false;
  const failure = await firstOf(links);
  if (failure !== undefined) {
    await close();
    throw failure;
  }
  for (const link of links) {
    // Not before: where none is there, the error says it all.
    void link.first.then((away) => {
      if (away !== undefined && !closed && !link.connected) outages.failed(link.host, away);
    });
  }

  return {
    urls,
    get hosts() {
      return hosts.map((host, index) => {
        const link = cluster ? links[0] : (links[index] as BrokerLink);
        return { url: urls[index] as string, connected: link.connected && link.host === host };
      });
    },
    routes: links,
    routeTo: (url) => {
      const index = findHost(hosts, url);
      return index < 0 ? undefined : cluster ? links[0] : links[index];
    },
    close: () => {
      closed = true;
      return close();
    },
  };
}
