import type { Report } from "../events.ts";
import { type HostUri, showHost } from "../hosts/host-uri.ts";
import { formatTopicFilter } from "../protocol/topic-filter.ts";
import { openSession } from "../session/session.ts";
import type { TlsSettings } from "../session/tls.ts";
import type { Source, SourceEvents } from "./source.ts";

/** How to reach a broker. */
export interface MqttSourceOptions {
  readonly hosts: readonly [HostUri, ...HostUri[]];
  readonly tls: TlsSettings | undefined;
  readonly clientId: string;
  readonly keepalive: number;
  /** The most bytes of a packet behind its fixed header. */
  readonly maxPacket: number;
  readonly report: Report;
}

/**
 * Connects to a broker twice: once for uplinks, in a session that the broker keeps, and once for requests,
 * which must not wait behind uplinks.
 *
 * @throws LinkError `refused` or `unreachable`
 */
export async function openMqttSource(
  options: MqttSourceOptions,
  { onUplink, onRequest, onLong }: SourceEvents,
): Promise<Source> {
  const { hosts, tls, clientId, keepalive, maxPacket, report } = options;
  const shared = { hosts, tls, keepalive, maxPacket, report };
  /** What the broker keeps comes with each subscription, so with each reconnection: it was handled when it was sent. */
  const drop = (topicName: string): void => {
    const reason = "the broker kept it as retained, from before the subscription";
    report({ type: "dropped", topicName, reason });
  };
  const requests = await openSession({
    ...shared,
    clientId: `${clientId}-requests`,
    clean: true,
    topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "req" })],
    onDelivery: (delivery, acknowledge) => {
      acknowledge();
      if (delivery.retained) drop(delivery.topicName);
      else onRequest(delivery);
    },
    onLongDelivery: (delivery, acknowledge) => {
      acknowledge();
      if (delivery.retained) drop(delivery.topicName);
      else onLong({ ...delivery, direction: "req" }, () => {});
    },
  });
  const uplinks = await openSession({
    ...shared,
    clientId: `${clientId}-uplinks`,
    clean: false,
    topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "up" })],
    onDelivery: (delivery, acknowledge) => {
      if (!delivery.retained) return onUplink(delivery, acknowledge);
      acknowledge();
      drop(delivery.topicName);
    },
    onLongDelivery: (delivery, acknowledge) => {
      if (!delivery.retained) return onLong({ ...delivery, direction: "up" }, acknowledge);
      acknowledge();
      drop(delivery.topicName);
    },
  }).catch(async (error: unknown) => {
    await requests.close();
    throw error;
  });
  return {
    urls: hosts.map(showHost),
    get host() {
      return requests.host;
    },
    publish: (topicName, payload) => requests.publish(topicName, payload, 1),
    close: async () => {
      await Promise.all([uplinks.close(), requests.close()]);
    },
  };
}
