import type { Report } from "../events.ts";
import { type HostUri, type PayloadFormat, showHost } from "../names/host-uri.ts";
import { formatTopicFilter } from "../names/topic-filter.ts";
import { openSession } from "../session/session.ts";
import type { TlsSettings } from "../session/tls.ts";
import type { Source, SourceEvents } from "./source.ts";

/** How to reach a broker. */
export interface MqttSourceOptions extends SourceEvents {
  readonly hosts: readonly [HostUri, ...HostUri[]];
  readonly tls?: TlsSettings;
  readonly clientId: string;
  readonly keepalive: number;
  formatOf(topicName: string, host: HostUri): PayloadFormat;
  readonly report: Report;
}

/**
 * Connects to a broker twice: once for uplinks, in a session that the broker keeps, and once for requests,
 * which must not wait behind uplinks.
 *
 * @throws LinkError `refused` or `unreachable`
 */
export async function openMqttSource(options: MqttSourceOptions): Promise<Source> {
  const { hosts, tls, clientId, keepalive, report, onUplink, onRequest, formatOf } = options;
  const shared = { hosts, keepalive, report, ...(tls === undefined ? {} : { tls }) };
  /** What the broker keeps comes with each subscription, so with each reconnection: it was handled when it was sent. */
  const drop = (topicName: string): void =>
    report({
      type: "dropped",
      topicName,
      reason: "the broker kept it as retained, from before the subscription",
    });
  const requests = await openSession({
    ...shared,
    clientId: `${clientId}-requests`,
    clean: true,
    topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "req" })],
    onDelivery: ({ topicName, payload, retained, host }, acknowledge) => {
      acknowledge();
      if (retained) return drop(topicName);
      onRequest({ topicName, payload, format: formatOf(topicName, host), receivedAt: Date.now() });
    },
  });
  const uplinks = await openSession({
    ...shared,
    clientId: `${clientId}-uplinks`,
    clean: false,
    topicFilters: ({ prefix }) => [formatTopicFilter({ prefix, direction: "up" })],
    onDelivery: ({ topicName, payload, retained, host }, acknowledge) => {
      if (retained) {
        acknowledge();
        return drop(topicName);
      }
      onUplink(
        { topicName, payload, format: formatOf(topicName, host), receivedAt: Date.now() },
        acknowledge,
      );
    },
  }).catch(async (error: unknown) => {
    await requests.close();
    throw error;
  });
  return {
    urls: hosts.map(showHost),
    get prefix() {
      return requests.host.prefix;
    },
    publish: (topicName, payload) => requests.publish(topicName, payload, 1),
    close: async () => {
      await Promise.all([uplinks.close(), requests.close()]);
    },
  };
}
