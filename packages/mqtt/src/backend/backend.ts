import { createRegistry, type Message } from "@wirebook/codec";
import { reportToStandardError, safely } from "../events.ts";
import type { Received } from "../inbox/record.ts";
import type { Worker } from "../inbox/worker.ts";
import { createNameReader } from "../protocol/name-reader.ts";
import { type DownlinkValue, sendDownlink } from "./downlinks.ts";
import { createFormatOf } from "./format.ts";
import { createGate } from "./gate.ts";
import { createHandlerTable } from "./handler-table.ts";
import type { RequestHandler, UnknownHandler, UplinkHandler } from "./handlers.ts";
import { createHeard } from "./heard.ts";
import { meterProcess, meterSource } from "./metering.ts";
import { openInboxOf } from "./open-inbox.ts";
import { openSource } from "./open-source.ts";
import { type BackendOptions, checkBackendOptions } from "./options.ts";
import { processUplink } from "./process-uplink.ts";
import { createResponder } from "./responder.ts";
import type { SourceEvents, SourceMessage } from "./source.ts";
import { createTooLarge } from "./too-large.ts";

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
   * Sends a downlink, to the prefix and in the spelling of the DevEUI that the device was last heard with, written as
   * the host says that it leaves through. Resolves when the broker has it.
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
  const handlers = createHandlerTable(registry);
  const nameOf = createNameReader();
  const heard = createHeard();
  const formatOf = createFormatOf(options.format, nameOf);
  const nextNumber = numbersFromNow();

  const process: Worker["process"] = (entry) => {
    heard.hear(nameOf(entry.topicName));
    return processUplink(entry, { registry, handlers, nameOf });
  };
  const inbox = await openInboxOf(options.inbox, {
    process: meter === undefined ? process : meterProcess(process, meter),
    hasNumber: (name) => registry.get(name)?.roles.number !== undefined,
    nameOf,
    report,
  });
  const respond = createResponder({
    registry,
    byName: handlers.requests,
    deadlines,
    keepAnswers,
    nextNumber,
    publish: (topicName, payload) => source.publish(topicName, payload),
    onPoison: (received, reason) => {
      if (inbox.bury(received, reason)) return;
      report({ type: "dropped", topicName: received.topicName, reason: reason.message });
    },
    onNumber: inbox.note,
    onAnswered: meter?.answered,
    report,
  });
  const asked = createGate();
  const receive = ({ topicName, payload, host }: SourceMessage): Received => ({
    topicName,
    payload,
    format: formatOf(topicName, host),
    receivedAt: Date.now(),
  });
  const events: SourceEvents = {
    onUplink: (message, done) => inbox.append(receive(message), done),
    onRequest: (message) => {
      const received = receive(message);
      heard.hear(nameOf(received.topicName));
      // Without handlers nobody answers; a device asks again.
      if (asked.held < MOST_HELD) asked.pass(() => respond(received));
    },
    onLong: createTooLarge({ inbox, receive, nameOf, report }),
  };
  const metered = meter === undefined ? events : meterSource(events, meter);
  const source = await openSource(options, metered, report).catch(async (error: unknown) => {
    await inbox.close();
    throw error;
  });

  /** Once, after the code that sets the handlers has run through. */
  const begin = once(() =>
    setImmediate(() => {
      inbox.start();
      asked.open();
    }),
  );
  const close = once(() => source.close().then(inbox.close));
  return {
    urls: source.urls,
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
    send: (devEui, message, value) =>
      sendDownlink(devEui, message, value, { source, heard, formatOf, nextNumber }),
    close,
  };
}

/** Numbers of downlinks: above those of every backend before, as long as clocks go forward. */
function numbersFromNow(): () => bigint {
  let last = BigInt(Date.now());
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
