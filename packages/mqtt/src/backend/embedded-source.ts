import { startBroker } from "../embedded/broker.ts";
import type { EmbeddedOptions } from "../embedded/options.ts";
import type { Report } from "../events.ts";
import { nameAddress } from "../hosts/name-hosts.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import type { Route, Source, SourceEvents, SourceHost } from "./source.ts";

/**
 * Starts the embedded broker. What a device publishes goes straight to the inbox: the device's message is
 * acknowledged when it is on disk.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function openEmbeddedSource(
  embedded: EmbeddedOptions & { readonly maxPacket: number },
  { onUplink, onRequest, onLong }: SourceEvents,
  report: Report,
): Promise<Source> {
  const host: SourceHost = {
    prefix: embedded.prefix ?? DEFAULT_PREFIX,
    format: embedded.format ?? "cbor",
  };
  const broker = await startBroker(embedded, {
    report,
    onMessage: ({ direction }, topicName, payload, again) => {
      const message = { topicName, payload, host, ...again };
      if (direction === "up") return new Promise<void>((resolve) => onUplink(message, route, resolve));
      onRequest(message, route);
    },
    onLong: ({ direction }, topicName, { head, size }, again) => {
      const { maxPacket } = embedded;
      const message = { topicName, payload: head, host, direction, size, maxPacket, ...again };
      return new Promise<void>((resolve) => onLong(message, route, resolve));
    },
  });
  // A Host URI cannot say the empty prefix.
  const urls = host.prefix === "" ? broker.urls : broker.urls.map((url) => nameAddress(url, host));
  /** All addresses are one broker's: a downlink reaches whoever is connected, wherever. */
  const route: Route = {
    host,
    prefixes: [host.prefix],
    urlOf: () => undefined,
    publish: broker.publish,
  };
  let closed = false;
  return {
    urls,
    get hosts() {
      return urls.map((url) => ({ url, connected: !closed }));
    },
    routes: [route],
    routeTo: (url) => (urls.includes(url) || broker.urls.includes(url) ? route : undefined),
    renew: broker.renew,
    close: () => {
      closed = true;
      return broker.close();
    },
  };
}
