import { startBroker } from "../embedded/broker.ts";
import type { EmbeddedOptions } from "../embedded/options.ts";
import type { Report } from "../events.ts";
import { DEFAULT_PREFIX } from "../protocol/topic-name.ts";
import type { Source, SourceEvents, SourceHost } from "./source.ts";

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
    onMessage: ({ direction }, topicName, payload) => {
      const message = { topicName, payload, host };
      if (direction === "up") return new Promise<void>((resolve) => onUplink(message, resolve));
      onRequest(message);
    },
    onLong: ({ direction }, topicName, { head, size }) =>
      new Promise<void>((resolve) =>
        onLong({ topicName, payload: head, host, direction, size, maxPacket: embedded.maxPacket }, resolve),
      ),
  });
  return { urls: broker.urls, host, publish: broker.publish, close: broker.close };
}
