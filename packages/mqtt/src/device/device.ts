import { createRegistry, type Message, type MessageValue } from "@wirebook/codec";
import type { AnswerTo } from "../backend/handlers.ts";
import { checkKeepalive } from "../backend/options.ts";
import { LinkError } from "../error.ts";
import { reportToStandardError, safely } from "../events.ts";
import { readHosts } from "../hosts.ts";
import { formatDevEui, parseDevEui } from "../names/dev-eui.ts";
import { tryTopicName } from "../names/topic-name.ts";
import { readPayload, writePayload } from "../payload.ts";
import { numberOf, type RoleNames, referenceOf, type Unfilled, writeFilled } from "../roles.ts";
import { type Delivery, openSession } from "../session/session.ts";
import type { DeviceOptions } from "./options.ts";

/** The value of a message from a device. The DevEUI and the number may be left out. */
export type UplinkValue<M extends Message> = Unfilled<MessageValue<M>, RoleNames<M, "device" | "number">>;

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

interface Waiting {
  readonly answer: Message;
  settle(delivery: Delivery): void;
  fail(error: LinkError): void;
}

const DEFAULT_DEADLINE = 5;

/**
 * Connects a device.
 *
 * @throws LinkError `invalid-name`, `invalid-host`, `invalid-configuration`, `refused` or `unreachable`
 */
export async function createDevice(options: DeviceOptions): Promise<Device> {
  const { qos = 0 } = options;
  const report = safely(options.report ?? reportToStandardError);
  checkKeepalive(options.keepalive);
  const parsed = parseDevEui(options.devEui);
  const { devEui } = parsed;
  const device = formatDevEui(devEui, options.spelling ?? parsed.spelling);
  const registry = createRegistry(options.messages);
  const hosts = readHosts(options.hosts, report);
  const downlinks = new Map<string, (value: unknown) => void>();
  const waiting = new Map<bigint, Waiting>();
  let number = options.firstNumber ?? 0n;

  const onDelivery = (delivery: Delivery): void => {
    const name = tryTopicName(delivery.topicName);
    if (name === undefined || name.devEui !== devEui || name.direction !== "down") return;
    const messageName = `down/${name.type}`;
    for (const one of waiting.values()) {
      if (one.answer.name === messageName) return answerOrDownlink(delivery, one.answer);
    }
    handDown(delivery, messageName);
  };
  /** An answer says which request it is for; what it cannot be read as may be any other downlink. */
  const answerOrDownlink = (delivery: Delivery, answer: Message): void => {
    let reference: bigint | undefined;
    try {
      reference = referenceOf(answer, readPayload(answer, delivery.payload, delivery.host.format));
    } catch {
      reference = undefined;
    }
    const asked = reference === undefined ? undefined : waiting.get(reference);
    if (asked === undefined) handDown(delivery, answer.name);
    else asked.settle(delivery);
  };
  const handDown = (delivery: Delivery, messageName: string): void => {
    const message = registry.get(messageName);
    const handler = downlinks.get(messageName);
    const drop = (reason: string) => report({ type: "dropped", topicName: delivery.topicName, reason });
    if (message === undefined || handler === undefined) return drop(`no handler for ${messageName}`);
    try {
      handler(readPayload(message, delivery.payload, delivery.host.format));
    } catch (error) {
      drop(error instanceof Error ? error.message : String(error));
    }
  };

  const session = await openSession({
    hosts,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    clientId: options.clientId ?? devEui,
    clean: true,
    keepalive: options.keepalive ?? 30,
    topicFilters: ({ prefix }) => [`${prefix === "" ? "" : `${prefix}/`}${device}/down/+`],
    onDelivery: (delivery, acknowledge) => {
      acknowledge();
      onDelivery(delivery);
    },
    report,
  });

  const write = (message: Message, value: unknown, direction: "up" | "req") => {
    if (message.direction !== direction) {
      const [verb, what] = direction === "up" ? ["publish", "an uplink"] : ["request", "a request"];
      throw new LinkError("invalid-configuration", `${verb}: expected ${what}, found ${message.name}`);
    }
    const { prefix, format } = session.host;
    let own = number;
    const payload = writeFilled(message, value, { device, number }, (one, filled) => {
      const bytes = writePayload(one, filled, format);
      own = numberOf(one, filled) ?? number;
      return bytes;
    });
    number = own + 1n;
    return {
      topicName: `${prefix === "" ? "" : `${prefix}/`}${device}/${message.name}`,
      payload,
      number: own,
    };
  };

  return {
    devEui,
    publish: async (message, value) => {
      const { topicName, payload } = write(message, value, "up");
      await session.publish(topicName, payload, qos);
    },
    request: async <M extends Message>(
      message: M,
      value: UplinkValue<M>,
      { deadline }: RequestOptions = {},
    ) => {
      const { answer } = message;
      if (answer === undefined) {
        throw new LinkError(
          "invalid-configuration",
          `request: expected a message type with an answer, found ${message.name}`,
        );
      }
      const seconds = deadline ?? message.deadline ?? DEFAULT_DEADLINE;
      const sent = write(message, value, "req");
      return new Promise<MessageValue<AnswerTo<M>>>((resolve, reject) => {
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(sent.number);
        };
        const fail = (error: unknown): void => {
          finish();
          reject(error);
        };
        const timer = setTimeout(
          () => fail(new LinkError("deadline", `${message.name}: no answer within ${seconds} s`)),
          seconds * 1000,
        );
        waiting.set(sent.number, {
          answer,
          fail,
          settle: ({ payload, host }) => {
            finish();
            resolve(readPayload(answer, payload, host.format) as MessageValue<AnswerTo<M>>);
          },
        });
        session.publish(sent.topicName, sent.payload, qos).catch(fail);
      });
    },
    onDownlink: (message, handler) => {
      downlinks.set(message.name, handler as (value: unknown) => void);
    },
    close: async () => {
      for (const { fail } of [...waiting.values()])
        fail(new LinkError("closed", "request: the device was closed"));
      await session.close();
    },
  };
}
