import { Gauge, Histogram, Registry } from "prom-client";
import type { BackendOptions } from "../backend/options.ts";
import { type LinkEvent, reportToStandardError } from "../events.ts";
import { DEFAULT_INBOX } from "../inbox/options.ts";
import { createConnections, gaugeHosts } from "./connections.ts";
import { createCounters } from "./counters.ts";
import { createLabels } from "./labels.ts";
import { gaugeWaiting } from "./waiting.ts";

/** The counts of one backend. */
export interface Metrics {
  /** The options of a backend that is to be counted; give them to `createBackend`. */
  observe(options: BackendOptions): BackendOptions;
  /** All of it in the text format of Prometheus. */
  text(): Promise<string>;
  /** The type of that text, for the header of an answer. */
  readonly contentType: string;
}

/**
 * Begins to count.
 *
 * @param registry - where the metrics are registered; by default one of their own
 */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const labels = createLabels();
  const { single, byMessage, kept } = createCounters(registry);
  const received = byMessage("received", "Uplinks and requests that came, by message type");
  const processed = byMessage("processed", "Uplinks whose handler is done with them");
  const retried = byMessage("retried", "Attempts of handlers that failed and are made again");
  const dead = byMessage("dead", "Messages that became dead letters, or without an inbox were given up");
  const duplicates = byMessage("duplicates", "Uplinks that came again and were left out");
  const unanswered = byMessage("unanswered", "Requests that got no answer");
  const gaps = single("gaps", "Gaps in the numbers of devices");
  const missing = single("missing", "Numbers in these gaps");
  const restarts = single("restarts", "Devices that counted from anew");
  const disconnections = single("disconnections", "Connections to the broker that were lost");
  const absent = single("inbox_missing", "Messages that the inbox should have had and had not");
  const refusals = single("client_refusals", "Clients that the embedded broker did not let in");
  const waitingDropped = single(
    "waiting_dropped",
    "Messages to clients that were away which the embedded broker gave up",
  );
  const arrivals = single("client_connections", "Clients that have signed in at the embedded broker");
  const clients = new Gauge({
    name: "wirebook_clients",
    help: "Clients that are connected to the embedded broker",
    registers: [registry],
  });
  const answers = new Histogram({
    name: "wirebook_answer_seconds",
    help: "Time from a request's arrival until its answer has left",
    labelNames: ["message"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  const connections = createConnections();
  gaugeHosts(registry, () => hosts());
  let hosts = (): number => 0;
  let hasInbox = false;
  let acknowledged = 0;
  let repeated = 0;
  // What came again was acknowledged as well, and is not stored twice.
  const stored = (): number | undefined => (hasInbox ? acknowledged - repeated : undefined);
  kept("stored", "Uplinks that were written to the inbox", stored);
  const watchInbox = gaugeWaiting(registry);

  const count = (event: LinkEvent): void => {
    switch (event.type) {
      case "gap":
        gaps.inc();
        return missing.inc(Number(event.to - event.from + 1n));
      case "restart":
        return restarts.inc();
      case "duplicate":
        repeated++;
        return duplicates(labels.of(event.message));
      case "retry":
        return retried(labels.of(event.message));
      case "dead-letter":
        return dead(labels.of(event.message));
      case "dropped":
        return dead(labels.ofTopic(event.topicName));
      case "unanswered":
        return unanswered(labels.of(event.message));
      case "connected":
        return connections.opened(event.host);
      case "disconnected":
        // A host that was not there to begin with is no connection that was lost.
        if (connections.closed(event.host)) disconnections.inc();
        return;
      case "inbox-missing":
        return absent.inc(event.messages);
      case "client-connected":
        clients.inc();
        return arrivals.inc();
      case "client-disconnected":
        return clients.dec();
      case "client-refused":
        return refusals.inc(event.count);
      case "waiting-dropped":
        return waitingDropped.inc(event.count);
    }
  };

  return {
    observe: (options) => {
      const { report = reportToStandardError, inbox = {} } = options;
      const messages = [...options.messages];
      for (const { name } of messages) labels.know(name);
      if (inbox !== false) {
        hasInbox = true;
        watchInbox(typeof inbox === "string" ? inbox : (inbox.path ?? DEFAULT_INBOX));
      }
      return {
        ...options,
        messages,
        report: (event) => {
          count(event);
          report(event);
        },
        meter: {
          received: (topicName) => received(labels.ofTopic(topicName)),
          acknowledged: () => void acknowledged++,
          processed: (topicName) => processed(labels.ofTopic(topicName)),
          answered: (message, milliseconds) => answers.observe({ message }, milliseconds / 1000),
          hosts: (connected) => {
            hosts = connected;
          },
        },
      };
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
