import type { LinkError } from "../error.ts";
import type { Report } from "../events.ts";
import type { HostUri } from "../hosts/host-uri.ts";
import { formatTopicFilter } from "../protocol/topic-filter.ts";
import type { ConnectSettings } from "../session/connection.ts";
import type { PublishOptions } from "../session/outbox.ts";
import { type PatientSession, startSession } from "../session/session.ts";
import type { Unacknowledged } from "../session/unacknowledged.ts";
import type { Route, SourceEvents } from "./source.ts";

/** One broker: its hosts, of which it takes one at a time, and how to get in. */
export interface BrokerLinkOptions
  extends Omit<ConnectSettings, "clientId" | "clean" | "timeout" | "signal" | "link"> {
  readonly hosts: readonly [HostUri, ...HostUri[]];
  readonly clientId: string;
  /** What tells its client ids from those at other brokers of the list. */
  readonly suffix: string;
  urlOf(host: HostUri): string;
  /** An attempt to connect again has failed. */
  onFailed(host: HostUri, error: LinkError): void;
  /** Counts bytes of uplinks together with those from other brokers. */
  readonly unacknowledged: Unacknowledged;
  readonly report: Report;
}

/** The two sessions of a backend at one broker. */
export interface BrokerLink extends Route {
  readonly host: HostUri;
  /** Whether both are connected. */
  readonly connected: boolean;
  /** Why the first attempt failed; nothing where both came in. */
  readonly first: Promise<LinkError | undefined>;
  /** Resolves when both are connected for the first time. */
  readonly begun: Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to a broker twice, and for ever: once for uplinks, in a session that the broker keeps, and once for requests,
 * which must not wait behind uplinks.
 */
export function startBrokerLink(options: BrokerLinkOptions, events: SourceEvents): BrokerLink {
  const { clientId, suffix, urlOf, unacknowledged, ...shared } = options;
  const { onUplink, onRequest, onLong } = events;
  let uplinks: PatientSession | undefined;
  let closed = false;
  /** What the broker keeps comes with each subscription, so with each reconnection: it was handled when it was sent. */
  const drop = (topicName: string): void => {
    const reason = "the broker kept it as retained, from before the subscription";
    options.report({ type: "dropped", topicName, reason });
  };
  const requests = startSession({
    ...shared,
    clientId: `${clientId}-requests${suffix}`,
    clean: true,
    topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "req" })],
    onDelivery: (delivery, acknowledge) => {
      acknowledge();
      if (delivery.retained) drop(delivery.topicName);
      else onRequest(delivery, link);
    },
    onLongDelivery: (delivery, acknowledge) => {
      acknowledge();
      if (delivery.retained) drop(delivery.topicName);
      else onLong({ ...delivery, direction: "req" }, link, () => {});
    },
  });
  const startUplinks = (): PatientSession =>
    startSession({
      ...shared,
      // Requests are acknowledged as they come, and do not wait for room among uplinks.
      unacknowledged,
      clientId: `${clientId}-uplinks${suffix}`,
      clean: false,
      topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "up" })],
      onDelivery: (delivery, acknowledge) => {
        if (!delivery.retained) return onUplink(delivery, link, acknowledge);
        acknowledge();
        drop(delivery.topicName);
      },
      onLongDelivery: (delivery, acknowledge) => {
        if (!delivery.retained) return onLong({ ...delivery, direction: "up" }, link, acknowledge);
        acknowledge();
        drop(delivery.topicName);
      },
    });
  // Not before the others: a broker that is not there, or that refuses a password, is asked once at a time.
  const both = requests.begun.then(() => {
    if (!closed) uplinks = startUplinks();
    return uplinks;
  });

  const link: BrokerLink = {
    get host() {
      return requests.host;
    },
    get connected() {
      return requests.connected && uplinks?.connected === true;
    },
    first: requests.first.then(async (failure) => failure ?? (await both)?.first),
    // A link that is closed before never begins.
    begun: both.then((begin) => begin?.begun ?? new Promise(() => {})),
    prefixes: options.hosts.map(({ prefix }) => prefix),
    urlOf: urlOf as Route["urlOf"],
    publish: (topicName: string, payload: Uint8Array, sending?: PublishOptions) =>
      requests.publish(topicName, payload, 1, sending),
    close: async () => {
      closed = true;
      await Promise.all([uplinks?.close(), requests.close()]);
    },
  };
  return link;
}
