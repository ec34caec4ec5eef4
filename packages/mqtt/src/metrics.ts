/**
 * What a backend counts, for Prometheus. No label tells of a device.
 *
 * @module
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { BackendOptions } from "./backend/options.ts";
import { type LinkEvent, reportToStandardError } from "./events.ts";
import { type InboxFiles, openInboxFiles } from "./inbox/administer.ts";
import { tryTopicName } from "./protocol/topic-name.ts";

/** The counts of one backend. */
export interface Metrics {
  /** The options of a backend that is to be counted; give them to `createBackend`. */
  observe(options: BackendOptions): BackendOptions;
  /** All of it in the text format of Prometheus. */
  text(): Promise<string>;
  /** The type of that text, for the header of an answer. */
  readonly contentType: string;
}

/** The label of messages whose type is none of the backend's: their names are up to strangers. */
const OTHER = "other";

/** How many topic names are known before they are looked up anew. */
const MOST_TOPICS = 100_000;

/** Where the inbox is unless it is said. */
const DEFAULT_INBOX = "wirebook-inbox";

/**
 * Begins to count.
 *
 * @param registry - where the metrics are registered; by default one of their own
 */
export function createMetrics(registry: Registry = new Registry()): Metrics {
  const registers = [registry];
  const known = new Set<string>();
  const labelOf = (message: string): string => (known.has(message) ? message : OTHER);
  const labels = new Map<string, string>();
  /** The label of a topic name; the names that come are the same ones again and again. */
  const labelOfTopic = (topicName: string): string => {
    const kept = labels.get(topicName);
    if (kept !== undefined) return kept;
    const name = tryTopicName(topicName);
    const label = name === undefined ? OTHER : labelOf(`${name.direction}/${name.type}`);
    if (labels.size >= MOST_TOPICS) labels.clear();
    labels.set(topicName, label);
    return label;
  };

  /** A counter by message type, whose counting costs next to nothing: it is handed over when somebody asks. */
  const byMessage = (name: string, help: string): ((label: string) => void) => {
    const counts = new Map<string, number>();
    new Counter({
      name: `wirebook_${name}_total`,
      help,
      labelNames: ["message"],
      registers,
      collect() {
        this.reset();
        for (const [message, count] of counts) this.inc({ message }, count);
      },
    });
    return (label) => void counts.set(label, (counts.get(label) ?? 0) + 1);
  };
  const received = byMessage("received", "Uplinks and requests that came, by message type");
  const processed = byMessage("processed", "Uplinks whose handler is done with them");
  const retried = byMessage("retried", "Attempts of handlers that failed and are made again");
  const dead = byMessage("dead", "Messages that became dead letters, or without an inbox were given up");
  const duplicates = byMessage("duplicates", "Uplinks that came again and were left out");
  const unanswered = byMessage("unanswered", "Requests that got no answer");
  const counter = (name: string, help: string) =>
    new Counter({ name: `wirebook_${name}_total`, help, registers });
  const gaps = counter("gaps", "Gaps in the numbers of devices");
  const missing = counter("missing", "Numbers in these gaps");
  const restarts = counter("restarts", "Devices that counted from anew");
  const disconnections = counter("disconnections", "Connections to the broker that were lost");
  const answers = new Histogram({
    name: "wirebook_answer_seconds",
    help: "Time from a request's arrival until its answer has left",
    labelNames: ["message"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10],
    registers,
  });

  let acknowledged = 0;
  let repeated = 0;
  let inbox: { readonly path: string; files?: InboxFiles } | undefined;
  new Counter({
    name: "wirebook_stored_total",
    help: "Uplinks that were written to the inbox",
    registers,
    collect() {
      this.reset();
      // What came again was acknowledged as well, and is not stored twice.
      if (inbox !== undefined) this.inc(acknowledged - repeated);
    },
  });
  const waiting = (): ReturnType<InboxFiles["waiting"]> => {
    if (inbox === undefined) return { pending: 0 };
    inbox.files ??= openInboxFiles(inbox.path);
    return inbox.files.waiting();
  };
  new Gauge({
    name: "wirebook_pending",
    help: "Messages that wait for their handler",
    registers,
    collect() {
      this.set(waiting().pending);
    },
  });
  new Gauge({
    name: "wirebook_oldest_unprocessed_seconds",
    help: "Age of the oldest message that waits for its handler; 0 where none waits",
    registers,
    collect() {
      const since = waiting().oldestPending?.getTime();
      this.set(since === undefined ? 0 : Math.max(0, Date.now() - since) / 1000);
    },
  });

  const count = (event: LinkEvent): void => {
    switch (event.type) {
      case "gap":
        gaps.inc();
        return missing.inc(Number(event.to - event.from + 1n));
      case "restart":
        return restarts.inc();
      case "duplicate":
        repeated++;
        return duplicates(labelOf(event.message));
      case "retry":
        return retried(labelOf(event.message));
      case "dead-letter":
        return dead(labelOf(event.message));
      case "dropped":
        return dead(labelOfTopic(event.topicName));
      case "unanswered":
        return unanswered(labelOf(event.message));
      case "disconnected":
        return disconnections.inc();
    }
  };

  return {
    observe: (options) => {
      const { report = reportToStandardError, inbox: where = DEFAULT_INBOX } = options;
      const messages = [...options.messages];
      for (const { name } of messages) known.add(name);
      if (where !== false) {
        inbox = { path: typeof where === "string" ? where : (where.path ?? DEFAULT_INBOX) };
      }
      return {
        ...options,
        messages,
        report: (event) => {
          count(event);
          report(event);
        },
        meter: {
          received: (topicName) => received(labelOfTopic(topicName)),
          acknowledged: () => void acknowledged++,
          processed: (topicName) => processed(labelOfTopic(topicName)),
          answered: (message, milliseconds) => answers.observe({ message }, milliseconds / 1000),
        },
      };
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
