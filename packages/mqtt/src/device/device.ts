import type { Message, MessageValue } from "@wirebook/codec";
import { LinkError } from "../error.ts";
import { reportToStandardError, safely } from "../events.ts";
import { readHosts } from "../hosts/host-list.ts";
import { deadlineOf } from "../protocol/deadline.ts";
import { formatDevEui, parseDevEui } from "../protocol/dev-eui.ts";
import { checkMessages } from "../protocol/message-list.ts";
import type { AnswerTo } from "../protocol/requests.ts";
import { downlinkFilterOf } from "../protocol/topic-filter.ts";
import { messageNameOf, tryTopicName } from "../protocol/topic-name.ts";
import type { Delivery } from "../session/intake.ts";
import { checkKeepalive, DEFAULT_KEEPALIVE } from "../session/keep-alive.ts";
import { openSession } from "../session/session.ts";
import { createDownlinks } from "./downlinks.ts";
import type { DeviceOptions } from "./options.ts";
import { createRequests } from "./requests.ts";
import { createWriter, type UplinkValue } from "./writer.ts";

/** How one request is made. */
export interface RequestOptions {
  /** Seconds, in place of the definition's. */
  readonly deadline?: number;
}

/** A device: it publishes typed uplinks, makes typed requests and takes typed downlinks. */
export interface Device {
  /** 16 lower-case hexadecimal digits. */
  readonly devEui: string;
  /**
   * Publishes an uplink.
   *
   * @throws CodecError when the value does not fit
   * @throws LinkError `closed`
   */
  publish<M extends Message>(message: M, value: UplinkValue<M>): Promise<void>;
  /**
   * Makes a request, and resolves with its answer.
   *
   * @throws CodecError when the value does not fit, or the answer cannot be read
   * @throws LinkError `deadline`, or `closed`
   */
  request<M extends Message>(
    message: M,
    value: UplinkValue<M>,
    options?: RequestOptions,
  ): Promise<MessageValue<AnswerTo<M>>>;
  /** Sets the handler of a downlink that answers no request. */
  onDownlink<M extends Message>(message: M, handler: (value: MessageValue<M>) => void): void;
  close(): Promise<void>;
}

/**
 * Connects a device.
 *
 * @throws LinkError `invalid-name`, `invalid-host`, `invalid-configuration`, `refused` or `unreachable`
 */
export async function createDevice(options: DeviceOptions): Promise<Device> {
  const { qos = 0, keepalive = DEFAULT_KEEPALIVE, firstNumber = 0n, tls } = options;
  checkMessages("createDevice", options.messages);
  checkKeepalive(keepalive);
  const report = safely(options.report ?? reportToStandardError);
  const { devEui, spelling } = parseDevEui(options.devEui);
  const spelled = formatDevEui(devEui, options.spelling ?? spelling);
  const requests = createRequests();
  const downlinks = createDownlinks(options.messages, report);

  const take = (delivery: Delivery): void => {
    const name = tryTopicName(delivery.topicName);
    if (name === undefined || name.devEui !== devEui || name.direction !== "down") return;
    const messageName = messageNameOf(name);
    if (!requests.take(messageName, delivery)) downlinks.take(messageName, delivery);
  };
  const session = await openSession({
    hosts: readHosts(options.hosts, report),
    tls,
    clientId: options.clientId ?? devEui,
    clean: true,
    keepalive,
    topicFilters: ({ prefix }) => [downlinkFilterOf(prefix, spelled)],
    onDelivery: (delivery, acknowledge) => {
      acknowledge();
      take(delivery);
    },
    report,
  });
  const write = createWriter(spelled, firstNumber, session);

  return {
    devEui,
    publish: async (message, value) => {
      const { topicName, payload, writtenFor } = write(message, value, "up");
      await session.publish(topicName, payload, qos, { writtenFor });
    },
    request: async <M extends Message>(message: M, value: UplinkValue<M>, asked: RequestOptions = {}) => {
      const { answer } = message;
      if (answer === undefined) {
        const expected = `request: expected a message type with an answer, found ${message.name}`;
        throw new LinkError("invalid-configuration", expected);
      }
      const seconds = deadlineOf(message, asked.deadline);
      const { topicName, payload, number, writtenFor } = write(message, value, "req");
      const sent = session.publish(topicName, payload, qos, { writtenFor });
      const given = await requests.answerTo({ message, answer, number, seconds, sent });
      return given as MessageValue<AnswerTo<M>>;
    },
    onDownlink: downlinks.set,
    close: async () => {
      requests.close();
      await session.close();
    },
  };
}
