import { createRegistry, type Message } from "@wirebook/codec";
import { steadyTime, unixTime } from "../clock.ts";
import type { Renewal } from "../embedded/renewal.ts";
import { LinkError } from "../error.ts";
import { reportToStandardError, safely } from "../events.ts";
import type { Received } from "../inbox/store/record.ts";
import type { Worker } from "../inbox/worker.ts";
import { createNameReader } from "../protocol/name-reader.ts";
import { type DownlinkValue, type SendOptions, sendDownlink } from "./downlinks.ts";
import { createFormatOf } from "./format.ts";
import { createGate } from "./gate.ts";
import { createHandlerTable } from "./handler-table.ts";
import type { RequestHandler, UnknownHandler, UplinkHandler } from "./handlers.ts";
import { createHeard } from "./heard.ts";
import { meterProcess, meterSource } from "./metering.ts";
import { openInboxOf } from "./open-inbox.ts";
import { openSource } from "./open-source.ts";
import { type BackendOptions, checkBackendOptions, checkDeadlines } from "./options.ts";
import { processUplink } from "./process-uplink.ts";
import { createResponder } from "./responder.ts";
import type { BackendHost, Route, SourceEvents, SourceMessage } from "./source.ts";
import { createTooLarge } from "./too-large.ts";

/** A backend: it receives typed uplinks, answers typed requests and sends typed downlinks. */
export interface Backend {
  /**
   * Where devices connect to: the hosts, or where the embedded broker listens. Host URIs as a device or another backend
   * can be given, with topic prefix and format, and without user and password.
   */
  readonly urls: readonly string[];
  /** The same, and whether the backend is connected there now; the embedded broker is until it is closed. */
  readonly hosts: readonly BackendHost[];
  /** Whether one of them is connected, so that uplinks and requests can come. */
  readonly ready: boolean;
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
   * Sends a downlink, to the host, to the prefix and in the spelling of the DevEUI that the device was last heard with,
   * written as the host says that it leaves through. Resolves when the broker has it.
   *
   * @throws LinkError `invalid-name`, `closed`, `deadline` where the broker was away for too long (7 days, or `expire`),
   * `unreachable` where 100,000 messages or 64 MiB wait for it already, or `invalid-configuration` where there are several hosts and the device
   * was never heard: then `host` says where it is
   * @throws CodecError when the value does not fit
   */
  send<M extends Message>(
    devEui: string,
    message: M,
    value: DownlinkValue<M>,
    options?: SendOptions,
  ): Promise<void>;
  /**
   * Gives the embedded broker other certificates, fingerprints or revoked names, without a restart: all of them at once, or
   * none. Whoever is not to be let in any more, and is connected, is cut off.
   *
   * @throws LinkError `invalid-configuration` where they do not fit, or there is no embedded broker
   */
  renew(renewal: Renewal): void;
  /** Finishes what is being handled, and disconnects. What waits stays in the inbox. */
  close(): Promise<void>;
}

/** The most requests that wait for the first handler to be set. */
const MOST_HELD = 10_000;
/** Milliseconds that answers are kept for requests that come again. */
const DEFAULT_KEEP_ANSWERS = 60_000;

/**
 * Connects a backend to a broker, or starts the embedded one. What is wrong with the options, the broker or the inbox
 * shows here.
 *
 * @throws LinkError `invalid-configuration`, `invalid-host`, `refused` or `unreachable`
 */
export async function createBackend(options: BackendOptions): Promise<Backend> {
  checkBackendOptions(options);
  const { meter, deadlines = {}, keepAnswers = DEFAULT_KEEP_ANSWERS } = options;
  const report = safely(options.report ?? reportToStandardError);
  const registry = createRegistry(options.messages);
  checkDeadlines(deadlines, registry);
  const handlers = createHandlerTable(registry);
  const nameOf = createNameReader();
  const formatOf = createFormatOf(options.format, nameOf);
  const nextNumber = numbersFromNow();

  const process: Worker["process"] = (entry) => processUplink(entry, { registry, handlers, nameOf });
  const inbox = await openInboxOf(options.inbox, {
    process: meter === undefined ? process : meterProcess(process, meter),
    hasNumber: (name) => registry.get(name)?.roles.number !== undefined,
    nameOf,
    report,
  });
  const heard = createHeard({ inbox, routeTo: (url) => source.routeTo(url) });
  const respond = createResponder({
    registry,
    byName: handlers.requests,
    deadlines,
    keepAnswers,
    nextNumber,
    onPoison: (received, reason) => {
      if (inbox.bury(received, reason)) return;
      report({ type: "dropped", topicName: received.topicName, reason: reason.message });
    },
    onNumber: ({ devEui, device, prefix }, number, { host }) =>
      inbox.note(devEui, number, { device, prefix, ...(host === undefined ? {} : { host }) }),
    onAnswered: meter?.answered,
    report,
  });
  const asked = createGate();
  const receive = (message: SourceMessage, route: Route): Received => {
    const { topicName, payload, host, dup = false, packetId = 0 } = message;
    heard.hear(nameOf(topicName), route);
    const url = route.urlOf(host);
    const format = formatOf(topicName, host);
    const receivedAt = unixTime();
    // Written out: a spread costs more than all the rest of it.
    if (url === undefined) return { topicName, payload, format, receivedAt, dup, packetId };
    return { topicName, payload, format, receivedAt, dup, packetId, host: url };
  };
  const events: SourceEvents = {
    onUplink: (message, route, done) => inbox.append(receive(message, route), done),
    onRequest: (message, route) => {
      const request = { received: receive(message, route), arrived: steadyTime(), route };
      // Without handlers nobody answers; a device asks again.
      if (asked.held < MOST_HELD) asked.pass(() => respond(request));
    },
    onLong: createTooLarge({ inbox, receive, nameOf, report }),
  };
  const metered = meter === undefined ? events : meterSource(events, meter);
  const source = await openSource(options, metered, report).catch(async (error: unknown) => {
    await inbox.close();
    throw error;
  });

  meter?.hosts?.(() => source.hosts.filter(({ connected }) => connected).length);
  // Whoever has the inbox now has the broker's session too: two would cut each other off.
  const closeSource = once(source.close);
  inbox.lost.then(closeSource);

  /** Once, after the code that sets the handlers has run through. */
  const begin = once(() =>
    setImmediate(() => {
      inbox.start();
      asked.open();
    }),
  );
  const close = once(() => closeSource().then(inbox.close));
  return {
    urls: source.urls,
    get hosts() {
      return source.hosts;
    },
    get ready() {
      return source.hosts.some(({ connected }) => connected);
    },
    onUplink: (message, handler) => {
      handlers.setUplink(message, handler);
      begin();
    },
    onRequest: (message, handler) => {
      handlers.setRequest(message, handler);
      begin();
    },
    onUnknown: (handler) => {
      handlers.setUnknown(handler);
      begin();
    },
    send: (devEui, message, value, asked = {}) =>
      sendDownlink(devEui, message, value, asked, { source, heard, formatOf, nextNumber }),
    renew: (renewal) => {
      if (source.renew !== undefined) return source.renew(renewal);
      throw new LinkError(
        "invalid-configuration",
        "renew: expected the embedded broker; a broker of your own renews its own",
      );
    },
    close,
  };
}

/** Numbers of downlinks: above those of every backend before, as long as clocks go forward. */
function numbersFromNow(): () => bigint {
  let last = BigInt(unixTime());
  return () => ++last;
}

/** Runs something the first time, and gives the same result ever after. */
function once<T>(run: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: run() };
    return result.value;
  };
}
