import { startBroker } from "../embedded/broker.ts";
import type { EmbeddedOptions } from "../embedded/options.ts";
import type { Report } from "../events.ts";
import type { PayloadFormat } from "../names/host-uri.ts";
import { DEFAULT_PREFIX } from "../names/topic-name.ts";
import type { Source, SourceEvents } from "./source.ts";

/** How the embedded broker is set up. */
export interface EmbeddedSourceOptions extends SourceEvents {
  readonly embedded: EmbeddedOptions;
  formatOf(topicName: string): PayloadFormat;
  readonly report: Report;
}

/**
 * Starts the embedded broker. What a device publishes goes straight to the inbox: the device's message is
 * acknowledged when it is on disk.
 *
 * @throws LinkError `invalid-configuration`
 */
export async function openEmbeddedSource(options: EmbeddedSourceOptions): Promise<Source> {
  const { embedded, report, onUplink, onRequest, formatOf } = options;
  const broker = await startBroker(embedded, {
    report,
    onMessage: (name, topicName, payload) => {
      const received = { topicName, payload, format: formatOf(topicName), receivedAt: Date.now() };
      if (name.direction === "up") return new Promise<void>((resolve) => onUplink(received, resolve));
      onRequest(received);
    },
  });
  return {
    urls: broker.urls,
    prefix: embedded.prefix ?? DEFAULT_PREFIX,
    publish: broker.publish,
    close: broker.close,
  };
}
