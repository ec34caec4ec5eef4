import { createRegistry, type Message, type MessageValue } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import { type Report, reportToStandardError, safely } from "../events.ts";
import { readHosts } from "../hosts.ts";
import { type Inbox, openInbox } from "../inbox/inbox.ts";
import type { Received } from "../inbox/record.ts";
import type { Verdict, Worker } from "../inbox/worker.ts";
import { parseDevEui } from "../names/dev-eui.ts";
import type { HostUri, PayloadFormat } from "../names/host-uri.ts";
import { createNameReader } from "../names/name-reader.ts";
import { writePayload } from "../payload.ts";
import { type RoleNames, type Unfilled, writeFilled } from "../roles.ts";
import { openEmbeddedSource } from "./embedded-source.ts";
import type { RequestHandler, UnknownHandler, UplinkHandler } from "./handlers.ts";
import { createHeard } from "./heard.ts";
import type { Meter } from "./meter.ts";
import { openMqttSource } from "./mqtt-source.ts";
import { type BackendOptions, checkBackendOptions } from "./options.ts";
import { processUplink } from "./process-uplink.ts";
import { createResponder } from "./responder.ts";
import type { Source, SourceEvents } from "./source.ts";
import { createDirect } from "./without-inbox.ts";

/** The value of a downlink. Its number may be left out. */
export type DownlinkValue<M extends Message> = Unfilled<MessageValue<M>, RoleNames<M, "number">>;

/** A backend: it receives typed uplinks, answers typed requests and sends typed downlinks. */
export interface Backend {
  /** Where devices connect to: the hosts, or the addresses that the embedded broker listens at. Without passwords. */
  readonly urls: readonly string[];
  /**
   * Sets the handler of an uplink. Work begins with the first handler, after the code that sets it has run through;
   * until then, uplinks wait.
   *
   * @throws LinkError `invalid-configuration` when the message is no uplink of this backend's, or has a handler
   */
  onUplink<M extends Message>(message: M, handler: UplinkHandler<M>): void;
  /**
   * Sets the handler of a request; what it returns is the answer.
   *
   * @throws LinkError `invalid-configuration` when the message is no request of this backend's, or has a handler
   */
  onRequest<M extends Message>(message: M, handler: RequestHandler<M>): void;
  /** Sets the handler of uplinks that no other handler is for; without it they are dead letters. */
  onUnknown(handler: UnknownHandler): void;
  /**
   * Sends a downlink, to the prefix and in the spelling of the DevEUI that the device was last heard with.
   * Resolves when the broker has it.
   *
   * @throws LinkError `invalid-name`, or `closed`
   * @throws CodecError when the value does not fit
   */
  send<M extends Message>(devEui: string, message: M, value: DownlinkValue<M>): Promise<void>;
  /** Finishes what is being handled, and disconnects. What waits stays in the inbox. */
  close(): Promise<void>;
}

/** The most requests that wait for the first handler to be set. */
const MOST_HELD = 10_000;

const DEFAULT_CLIENT_ID = "wirebook-backend";

/**
 * Connects a backend to a broker, or starts the embedded one. What is wrong with the options, the broker or the inbox
 * shows here.
 *
 * @throws LinkError `invalid-configuration`, `invalid-host`, `refused` or `unreachable`
 */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  checkBackendOptions(options);
  const report = safely(options.report ?? reportToStandardError);
  const registry = createRegistry(options.messages);
  const uplinks = new Map<string, UplinkHandler<Message>>();
  const requests = new Map<string, RequestHandler<Message>>();
  let unknown: UnknownHandler | undefined;
  const nameOf = createNameReader();
  const heard = createHeard();
  let lastNumber = BigInt(Date.now());

  const formatOf = (topicName: string, otherwise: PayloadFormat): PayloadFormat => {
    if (options.format === undefined) return otherwise;
    const devEui = nameOf(topicName)?.devEui;
    return (devEui === undefined ? undefined : options.format(devEui)) ?? otherwise;
  };
  const hear = (topicName: string): void => {
    const name = nameOf(topicName);
    if (name !== undefined) heard.hear(name);
  };

  const { meter } = options;
  const handle: Worker["process"] = (entry) => {
    hear(entry.topicName);
    return processUplink(entry, { registry, byName: uplinks, unknown, nameOf });
  };
  const worker: Worker = {
    process: meter === undefined ? handle : metered(handle, meter),
    hasNumber: (name) => registry.get(name)?.roles.number !== undefined,
    nameOf,
    report,
  };
  const inboxOptions = typeof options.inbox === "string" ? { path: options.inbox } : (options.inbox ?? {});
  const inbox: Inbox | undefined = inboxOptions === false ? undefined : await openInbox(inboxOptions, worker);

  let source: Source | undefined;
  const held: (() => void)[] = [];
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    // The code that sets the handlers runs through first.
    setImmediate(() => {
      inbox?.start();
      for (const run of held.splice(0)) run();
      begun = true;
    });
  };
  let begun = false;
  /** What comes before there are handlers waits for them. */
  const whenBegun = (run: () => void): void => {
    if (begun) run();
    else held.push(run);
  };

  const direct = createDirect({
    process: worker.process,
    nameOf,
    onDropped: ({ topicName }, reason) => report({ type: "dropped", topicName, reason }),
  });
  const respond = createResponder({
    registry,
    byName: requests,
    deadlines: options.deadlines ?? {},
    keepAnswers: options.keepAnswers ?? 60_000,
    nextNumber: () => ++lastNumber,
    publish: (topicName, payload) => (source as Source).publish(topicName, payload),
    onPoison: (received, reason) => {
      const { topicName } = received;
      if (inbox?.bury(received, reason) === false)
        report({ type: "dropped", topicName, reason: reason.message });
    },
    onNumber: (devEui, number) => inbox?.note(devEui, number),
    ...(meter === undefined ? {} : { onAnswered: meter.answered }),
    report,
  });
  const onUplink = (received: Received, done: () => void): void => {
    if (inbox === undefined) {
      if (begun) direct(received, done);
      else whenBegun(() => direct(received, done));
      return;
    }
    inbox.append(received, done);
  };
  const events: SourceEvents = {
    onUplink:
      meter === undefined
        ? onUplink
        : (received, done) => {
            meter.received(received.topicName);
            onUplink(received, () => {
              meter.acknowledged();
              done();
            });
          },
    onRequest: (received: Received) => {
      hear(received.topicName);
      meter?.received(received.topicName);
      // Without handlers nobody answers; a device asks again.
      if (begun || held.length < MOST_HELD) whenBegun(() => respond(received));
    },
  };
  try {
    source = await openSource(options, events, formatOf, report);
  } catch (error) {
    await inbox?.close();
    throw error;
  }

  const mustBe = (message: Message, direction: string, taken: ReadonlyMap<string, unknown>): void => {
    const [what, verb] = direction === "up" ? ["an uplink", "onUplink"] : ["a request", "onRequest"];
    if (registry.get(message.name) === undefined) {
      throw invalid(`${verb}: expected ${what} among messages, found ${message.name}; add it there`);
    }
    if (message.direction !== direction) throw invalid(`${verb}: expected ${what}, found ${message.name}`);
    if (taken.has(message.name)) throw invalid(`${verb}: ${message.name} has a handler already`);
  };

  let closing: Promise<void> | undefined;
  return {
    urls: source.urls,
    onUplink: (message, handler) => {
      mustBe(message, "up", uplinks);
      uplinks.set(message.name, handler as unknown as UplinkHandler<Message>);
      start();
    },
    onRequest: (message, handler) => {
      mustBe(message, "req", requests);
      if (message.answer === undefined) {
        throw invalid(`onRequest: expected a message type with an answer, found ${message.name} without`);
      }
      requests.set(message.name, handler as unknown as RequestHandler<Message>);
      start();
    },
    onUnknown: (handler) => {
      unknown = handler;
      start();
    },
    send: async (devEui, message, value) => {
      const { devEui: canonical } = parseDevEui(devEui);
      if (message.direction !== "down") throw invalid(`send: expected a downlink, found ${message.name}`);
      const { prefix, device } = heard.last(canonical) ?? { prefix: source.prefix, device: devEui };
      const topicName = `${prefix === "" ? "" : `${prefix}/`}${device}/${message.name}`;
      const format = formatOf(topicName, formatOfSource(options));
      const payload = writeFilled(message, value, { number: ++lastNumber }, (one, filled) =>
        writePayload(one, filled, format),
      );
      await source.publish(topicName, payload);
    },
    close: () => {
      closing ??= source.close().then(() => inbox?.close());
      return closing;
    },
  };
}

/** Tells the meter of each message that is done. */
function metered(process: Worker["process"], meter: Meter): Worker["process"] {
  return (entry) => {
    const tell = (verdict: Verdict): Verdict => {
      if (verdict.done) meter.processed(entry.topicName);
      return verdict;
    };
    const verdict = process(entry);
    return verdict instanceof Promise ? verdict.then(tell) : tell(verdict);
  };
}

function openSource(
  options: BackendOptions,
  events: SourceEvents,
  formatOf: (topicName: string, otherwise: PayloadFormat) => PayloadFormat,
  report: Report,
): Promise<Source> {
  const hosts = options.url ?? options.hosts;
  if (hosts === undefined) {
    const embedded = typeof options.embedded === "object" ? options.embedded : {};
    return openEmbeddedSource({
      ...events,
      embedded,
      report,
      formatOf: (topicName) => formatOf(topicName, embedded.format ?? "cbor"),
    });
  }
  return openMqttSource({
    ...events,
    hosts: readHosts(hosts, report),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    clientId: options.clientId ?? DEFAULT_CLIENT_ID,
    keepalive: options.keepalive ?? 30,
    report,
    formatOf: (topicName: string, host: HostUri) => formatOf(topicName, host.format),
  });
}

function formatOfSource(options: BackendOptions): PayloadFormat {
  const hosts = options.url ?? options.hosts;
  if (hosts !== undefined) return readHosts(hosts, () => {})[0].format;
  return (typeof options.embedded === "object" ? options.embedded.format : undefined) ?? "cbor";
}

function invalid(message: string): LinkError {
  return new LinkError("invalid-configuration", message);
}
